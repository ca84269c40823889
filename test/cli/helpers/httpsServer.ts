import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** True if there is a program that makes certificates. */
export const hasOpenssl: boolean = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Starts a server with a self-signed certificate for `days` days, which lives as long as the test does. */
export async function startHttps(
  days: number,
  bodyOf: (path: string) => object = () => ({}),
): Promise<{ origin: string; certificate: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', certificate, '-days', String(days)],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ],
    { stdio: 'ignore' },
  )
  const options = { key: readFileSync(key), cert: readFileSync(certificate) }
  const server = createServer(options, ({ url = '' }, response) => response.end(JSON.stringify(bodyOf(url))))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `https://localhost:${(server.address() as AddressInfo).port}`, certificate }
}
