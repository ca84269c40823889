import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { fromNow } from '../text/duration.ts'
import { failed, ok, type Result, skipped, warning } from './finding.ts'

const networkFailure = 7
const limitMs = 10_000
const renewalDueSeconds = 14 * 24 * 60 * 60

/** Whether the names of the hosts lead anywhere. */
export async function checkNames(urls: readonly string[]): Promise<Result> {
  const found: string[] = []
  for (const host of new Set(urls.map(hostOf))) {
    try {
      const addresses = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host }]
      found.push(`${host} is ${addresses.map(({ address }) => address).join(', ')}`)
    } catch (error) {
      return failed(
        `${host} leads nowhere: ${reasonOf(error)}.`,
        'Is the name right? Is this machine on the network, or the VPN, that knows it?',
        networkFailure,
      )
    }
  }
  return ok(found.join('; '))
}

/** Whether the hosts prove who they are, and for how long they still can. */
export async function checkCertificates(urls: readonly string[], signal: AbortSignal): Promise<Result> {
  const open = urls.filter((url) => url.startsWith('http:') && !isLoopback(hostOf(url)))
  if (open.length > 0) {
    return warning(
      `${open.join(' and ')} is not encrypted.`,
      'Secrets and people are sent for all to read: use https.',
    )
  }
  const origins = [...new Set(urls.map((url) => new URL(url).origin))].filter((url) =>
    url.startsWith('https:'),
  )
  if (origins.length === 0) return skipped('Nothing leaves this machine.')
  const found: string[] = []
  let soonest = Number.POSITIVE_INFINITY
  for (const origin of origins) {
    try {
      const { protocol, until } = await certificateOf(new URL(origin), signal)
      const seconds = (until.getTime() - Date.now()) / 1000
      soonest = Math.min(soonest, seconds)
      found.push(`${hostOf(origin)}: ${protocol}, certificate ends ${fromNow(seconds)}`)
    } catch (error) {
      signal.throwIfAborted()
      return failed(
        `${hostOf(origin)}: ${reasonOf(error)}.`,
        'Does something in between open the connection? With a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its certificate.',
        networkFailure,
      )
    }
  }
  const detail = found.join('; ')
  return soonest > renewalDueSeconds ? ok(detail) : warning(detail, 'Tell those who run the service.')
}

async function certificateOf(
  { hostname, port }: URL,
  signal: AbortSignal,
): Promise<{ protocol: string; until: Date }> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({
      host,
      port: port === '' ? 443 : Number(port),
      // Names only: an address is not allowed here.
      ...(isIP(host) === 0 && { servername: host }),
    })
    const ended = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
    ended.addEventListener('abort', () => opened.destroy(new Error('no answer')), { once: true })
    opened.once('secureConnect', () => resolve(opened))
    opened.on('error', reject)
  })
  try {
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      until: new Date(socket.getPeerCertificate().valid_to),
    }
  } finally {
    socket.destroy()
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
