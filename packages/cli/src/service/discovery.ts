import { type Discovery, type FetchFunction, InvalidResponseError, NetworkError } from '@personctl/sdk'
import * as z from 'zod/mini'
import type { ServiceName } from '../config/variables.ts'
import { version } from '../version.ts'

/** What is used of the document that CIS publishes. */
interface IamDocument extends Pick<Discovery, 'oidc_discovery_uri'> {
  readonly api: Pick<Discovery['api'], 'audience'> & {
    readonly endpoints: Pick<Discovery['api']['endpoints'], 'person'>
  }
}

/** What is used of an OpenID Connect provider's. */
interface OpenIdDocument {
  readonly token_endpoint: string
}

const address = z.url({ protocol: /^https?$/ })

const iamDocument: z.ZodMiniType<IamDocument> = z.object({
  oidc_discovery_uri: address,
  api: z.object({ audience: z.string().check(z.minLength(1)), endpoints: z.object({ person: address }) }),
})

const openIdDocument: z.ZodMiniType<OpenIdDocument> = z.object({ token_endpoint: address })

function isIamDocument(value: unknown): value is IamDocument {
  return iamDocument.safeParse(value).success
}

function isOpenIdDocument(value: unknown): value is OpenIdDocument {
  return openIdDocument.safeParse(value).success
}

const limitMs = 15_000

/** A JSON document that anybody may read; undefined where there is none. Redirects are told, and not followed. */
async function fetchDocument(
  url: string,
  userAgent: string,
  fetch: FetchFunction,
  outer: AbortSignal,
): Promise<unknown> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(limitMs)])
  const headers = new Headers({ accept: 'application/json', 'user-agent': userAgent })
  let answer: Response
  let text: string
  try {
    answer = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    text = await answer.text()
  } catch (error) {
    outer.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`${url} cannot be read: ${reason}`, {
      hint: 'Check the address, the network and any proxy.',
    })
  }
  const location = answer.headers.get('location')
  if (location !== null && answer.status >= 300 && answer.status < 400) {
    throw new InvalidResponseError(`${url} only says that it is at ${location}.`, {
      status: answer.status,
      hint: 'If that is where it should be, give that address to --discover.',
    })
  }
  if (answer.status >= 500) {
    throw new InvalidResponseError(`${url} was answered with ${answer.status}.`, { status: answer.status })
  }
  if (answer.status !== 200) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a service says of itself. */
interface Discovered {
  /** Undefined where it only says where tokens come from. */
  readonly service: ServiceName | undefined
  readonly url?: string
  readonly tokenUrl: string
  readonly audience?: string
  /** The documents that say so, in the order they were read. */
  readonly sources: readonly string[]
}

const iamPath = '/.well-known/mozilla-iam'
const openIdPath = '/.well-known/openid-configuration'

/**
 * Finds out what can be known of a service from an address alone: from the `mozilla-iam` document of CIS, or else from
 * OpenID Connect discovery. Nothing that is secret is sent.
 *
 * @param address the document itself, or where it is below
 * @param service which service is meant, if that is known
 * @throws InvalidResponseError where there is nothing of the kind; NetworkError where nobody answers
 */
export async function discover(
  address: string,
  service: ServiceName | undefined,
  fetch: FetchFunction,
  signal: AbortSignal,
): Promise<Discovered> {
  const base = address.replace(/\/+$/, '')
  const get = (url: string) => fetchDocument(url, `personctl/${version}`, fetch, signal)
  if (base.endsWith(openIdPath)) return fromOpenId(base, await get(base), service)

  const mayBeCis = service === undefined || service === 'cis'
  const iamUrl = base.endsWith(iamPath) ? base : `${base}${iamPath}`
  const iam = mayBeCis ? await get(iamUrl) : undefined
  if (iam !== undefined && isIamDocument(iam)) {
    const openIdUrl = iam.oidc_discovery_uri
    return fromIam(iamUrl, iam, fromOpenId(openIdUrl, await get(openIdUrl), 'cis'))
  }
  if (base.endsWith(iamPath)) throw nothingFound([base])
  const openIdUrl = `${base}${openIdPath}`
  const openId = await get(openIdUrl)
  if (openId === undefined) throw nothingFound(mayBeCis ? [iamUrl, openIdUrl] : [openIdUrl])
  return fromOpenId(openIdUrl, openId, service)
}

function fromIam(source: string, { api }: IamDocument, { tokenUrl, sources }: Discovered): Discovered {
  return {
    service: 'cis',
    url: asSafeAs(source, api.endpoints.person),
    tokenUrl: asSafeAs(source, tokenUrl),
    audience: api.audience,
    sources: [source, ...sources],
  }
}

function fromOpenId(source: string, document: unknown, service: ServiceName | undefined): Discovered {
  if (!isOpenIdDocument(document)) throw nothingFound([source])
  const tokenUrl = asSafeAs(source, document.token_endpoint)
  return { service, tokenUrl: service === 'cern' ? ofPrograms(tokenUrl) : tokenUrl, sources: [source] }
}

/**
 * Programs get their tokens at an endpoint that only CERN has, beside that of the standard.
 *
 * @see https://auth.docs.cern.ch
 */
function ofPrograms(tokenUrl: string): string {
  return tokenUrl.replace(/(\/realms\/[^/]+)\/protocol\/openid-connect\/token$/, '$1/api-access/token')
}

/** An address that was found. Secrets will go there: no document may lead from https to http. */
function asSafeAs(source: string, found: string): string {
  if (!source.startsWith('https:') || found.startsWith('https:')) return found
  throw new InvalidResponseError(`${source} leads to ${found}, which is not encrypted as it is itself.`, {
    hint: 'Give the addresses with --url and --token-url if they are right.',
  })
}

function nothingFound(tried: readonly string[]): InvalidResponseError {
  return new InvalidResponseError(`There is no discovery document at ${tried.join(' and ')}.`, {
    hint: 'Give the settings themselves: --url, --token-url, --audience.',
  })
}
