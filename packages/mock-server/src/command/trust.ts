import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import type { Variables } from './clientVariables.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables whose file replaces the certificates that a program trusts: OpenSSL and Go, requests, curl, git. */
const replacingVariables = [
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
] as const

/** The files of Debian and Alpine, Fedora, openSUSE, and OpenSSL itself on macOS. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** The files with the certificates that clients of a mock have to trust. */
export interface TrustFiles {
  /** The variables that name the files. */
  readonly variables: Variables
  /** The variables that make programs trust the mock, and everything that they trusted before. */
  readonly programVariables: Variables
}

/**
 * Writes the files that make programs trust the mock.
 *
 * @param ca the certificates, as PEM
 * @param caFile a file with them, in a folder that is removed with the mock
 * @param own the environment whose certificates stay trusted
 */
export function writeTrustFiles(ca: string, caFile: string, own: Environment): TrustFiles {
  const write = (name: string, parts: readonly (string | undefined)[]): string => {
    const file = join(dirname(caFile), name)
    writeFileSync(file, joinCertificates([...parts, ca]), { mode: 0o644 })
    return file
  }
  const named = replacingVariables.map((name) => readIfThere(own[name]))
  const system = [own['SSL_CERT_FILE'], ...systemFiles].map(readIfThere).find((text) => text !== undefined)
  const bundle = write('bundle.pem', [system ?? rootCertificates.join('\n'), ...named])
  const nodeExtra = readIfThere(own['NODE_EXTRA_CA_CERTS'])
  const extra = nodeExtra === undefined ? caFile : write('extra.pem', [nodeExtra])
  // Node.js only warns if the file is gone; the others fail. So it may stay set when the mock has ended.
  const variables = {
    PERSONCTL_MOCK_CA_FILE: caFile,
    PERSONCTL_MOCK_CA_BUNDLE: bundle,
    NODE_EXTRA_CA_CERTS: extra,
  }
  const replaced = Object.fromEntries(replacingVariables.map((name) => [name, bundle] as const))
  return { variables, programVariables: { ...variables, ...replaced, DENO_CERT: caFile } }
}

function readIfThere(file: string | undefined): string | undefined {
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Joins PEM files, each certificate once. */
function joinCertificates(parts: readonly (string | undefined)[]): string {
  const blocks = parts.flatMap(
    (part) =>
      part?.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g) ??
      [],
  )
  return `${[...new Set(blocks)].join('\n')}\n`
}
