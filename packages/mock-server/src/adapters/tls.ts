import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { hostname, networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'

/** A certificate of your own, with its private key. */
export interface ServerCertificate {
  /** The certificate, and those that link it to its CA, as PEM. */
  readonly cert: string
  /** The private key of the certificate, as PEM, not encrypted. */
  readonly key: string
  /** The certificates that clients have to trust, as PEM. @default the certificate if it is signed with its own key */
  readonly ca?: string
}

/** A server for https, before it listens. */
export interface TlsServer {
  readonly server: Server
  /** The certificates that clients have to trust, as PEM; undefined if they trust them already. */
  readonly ca: string | undefined
  /** Closes the connections that have not agreed on a key yet. `server.close` waits for these. */
  dropHandshakes(): void
}

/**
 * Creates a server for https.
 *
 * @param https the certificate of the server; true makes one for these hosts and every name that a client uses, and
 *   a CA whose key is never written to a file
 * @param hosts names and IP addresses of the server beside those of this machine
 * @param log called with a line for each client that does not trust the certificate
 * @throws {RangeError} if the certificate cannot be used
 */
export function createTlsServer(
  https: true | ServerCertificate,
  hosts: readonly string[],
  log?: (line: string) => void,
): TlsServer {
  const { ca, ...certificate } = https === true ? createOwnCertificate(hosts) : readCertificate(https)
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' })
  const dropHandshakes = rejectPlainRequests(server)
  if (log !== undefined) logDistrust(server, log)
  return { server, ca, dropHandshakes }
}

function readCertificate(given: ServerCertificate): { cert: string; key: string; ca: string | undefined } {
  checkServerCertificate(given)
  const { cert, key, ca } = given
  const first = new X509Certificate(cert)
  return { cert, key, ca: ca ?? (first.checkIssued(first) ? cert : undefined) }
}

/** The words for the parts of a certificate in messages. */
type CertificateNames = Readonly<Record<keyof ServerCertificate, string>>

const optionNames: CertificateNames = { cert: 'https.cert', key: 'https.key', ca: 'https.ca' }

/**
 * Checks that a server can use a certificate.
 *
 * @throws {RangeError} if it is not a certificate, is not valid today, or the key is encrypted or belongs to another one
 */
export function checkServerCertificate(
  { cert, key, ca }: ServerCertificate,
  names: CertificateNames = optionNames,
): void {
  const certificate = parseCertificate(cert, names.cert)
  if (ca !== undefined) parseCertificate(ca, names.ca)
  const now = Date.now()
  const [from, to] = [certificate.validFrom, certificate.validTo].map((text) => new Date(text))
  if (to !== undefined && to.getTime() < now)
    throw new RangeError(`${names.cert} expired on ${to.toISOString()}: renew it, or let the mock make one`)
  if (from !== undefined && from.getTime() > now)
    throw new RangeError(`${names.cert} is not valid before ${from.toISOString()}`)
  if (!certificate.checkPrivateKey(parsePrivateKey(key, names.key)))
    throw new RangeError(`${names.key} does not belong to the certificate in ${names.cert}`)
}

function parseCertificate(pem: string, name: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new RangeError(`${name} is not a certificate as PEM: it has no readable "BEGIN CERTIFICATE"`)
  }
}

function parsePrivateKey(pem: string, name: string): KeyObject {
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: *4,ENCRYPTED/m.test(pem))
    throw new RangeError(`${name} is encrypted: decrypt it with "openssl pkey -in FILE -out DECRYPTED_FILE"`)
  try {
    return createPrivateKey(pem)
  } catch {
    throw new RangeError(`${name} is not a private key as PEM: it has no readable "BEGIN PRIVATE KEY"`)
  }
}

// One listener for all servers of a process: Node.js warns of more than ten.
const caFolders = new Set<string>()
const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
process.on('exit', () => caFolders.forEach(removeFolder))

/** Writes the certificates of a CA to a file in a folder of its own, which everybody may read. */
export function writeCaFile(pem: string): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-mock-'))
  const file = join(folder, 'ca.pem')
  caFolders.add(folder)
  chmodSync(folder, 0o755)
  writeFileSync(file, pem, { flag: 'wx', mode: 0o644 })
  return {
    file,
    remove() {
      caFolders.delete(folder)
      removeFolder(folder)
    },
  }
}

const dayMs = 86_400_000
/** The longest lifetime that Apple's systems accept is 825 days. */
const lifetimeDays = 800
const maximumNames = 1000

interface Authority {
  readonly name: Name
  readonly keyIdentifier: Buffer
  readonly key: KeyObject
  readonly certificate: string
}

/** Makes a CA, and a certificate of the server. Names that clients use get further ones. */
function createOwnCertificate(hosts: readonly string[]) {
  const authority = createAuthority()
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const known = [...new Set([...ownHosts(), ...hosts])]
  const contexts = new Map<string, SecureContext>()
  const createContext = (name: string): SecureContext | undefined => {
    if (known.includes(name) || !isHostName(name)) return undefined
    const context =
      contexts.get(name) ??
      createSecureContext({
        key,
        cert: issueCertificate([name], publicKey, authority),
        minVersion: 'TLSv1.2',
      })
    if (contexts.size < maximumNames) contexts.set(name, context)
    return context
  }
  return {
    ca: authority.certificate,
    cert: issueCertificate(known, publicKey, authority),
    key,
    // The names of containers, and of this machine in the files of others, are known when a client uses them.
    SNICallback(name: string, respond: (error: null, context?: SecureContext) => void) {
      respond(null, createContext(name.toLowerCase()))
    },
  }
}

function ownHosts(): string[] {
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const addresses = interfaces.map(({ address }) => address.replace(/%.*$/, ''))
  return ['localhost', '127.0.0.1', '::1', hostname().toLowerCase(), ...addresses].filter(
    (host) => isIP(host) !== 0 || isHostName(host),
  )
}

function isHostName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$/i.test(text)
}

function createAuthority(): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // A name of its own: clients may trust the CAs of several mocks.
  const name = commonName(`personctl mock ${randomBytes(4).toString('hex')}`)
  const keyIdentifier = identifyKey(publicKey)
  const certificate = signCertificate(
    { subject: name, issuer: name, publicKey, days: lifetimeDays },
    privateKey,
    [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier)),
    ],
  )
  return { name, keyIdentifier, key: privateKey, certificate }
}

/** @param hosts names and IP addresses, at least one */
function issueCertificate(hosts: readonly string[], publicKey: KeyObject, authority: Authority): string {
  const names = hosts.map((host) =>
    isIP(host) === 0 ? new GeneralName({ dNSName: host }) : new GeneralName({ iPAddress: host }),
  )
  const issuer = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(authority.keyIdentifier) })
  return signCertificate(
    { subject: commonName('personctl mock'), issuer: authority.name, publicKey, days: lifetimeDays },
    authority.key,
    [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifyKey(publicKey))),
      extension(id_ce_authorityKeyIdentifier, issuer),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(names)),
    ],
  )
}

interface CertificateFields {
  readonly subject: Name
  readonly issuer: Name
  readonly publicKey: KeyObject
  readonly days: number
}

function signCertificate(
  { subject, issuer, publicKey, days }: CertificateFields,
  key: KeyObject,
  extensions: readonly Extension[],
): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const now = Date.now()
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: createSerialNumber(),
    signature: algorithm,
    subject,
    issuer,
    // Clocks of containers may be behind.
    validity: new Validity({ notBefore: new Date(now - dayMs), notAfter: new Date(now + days * dayMs) }),
    subjectPublicKeyInfo: AsnConvert.parse(exportKey(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  })
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), key)
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signature).buffer,
  })
  return new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString()
}

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonNameType = '2.5.4.3'

function commonName(text: string): Name {
  const value = new AttributeValue({ utf8String: text })
  return new Name([
    new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonNameType, value })]),
  ])
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

/** Returns 16 random bytes that are a positive number of full length. */
function createSerialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.buffer
}

const exportKey = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

const identifyKey = (key: KeyObject): Buffer => createHash('sha1').update(exportKey(key)).digest()

const handshakeLimitMs = 10_000

/**
 * Responds to http on the port of https with 400 and a reason. Node.js would only close the connection.
 *
 * @returns closes the connections that have not agreed on a key yet
 */
function rejectPlainRequests(server: Server): () => void {
  const waiting = new Map<string, Socket>()
  const accept = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const name = nameConnection(socket)
    waiting.set(name, socket)
    const onError = (): void => void socket.destroy()
    socket.once('close', () => waiting.delete(name))
    socket.setTimeout(handshakeLimitMs, onError)
    socket.on('error', onError)
    socket.once('readable', () => {
      const sent: Buffer | null = socket.read()
      if (sent === null) return void socket.destroy()
      if (isPlainRequest(sent)) return void socket.end(describeScheme(sent.toString('latin1')))
      socket.unshift(sent)
      socket.setTimeout(0)
      socket.off('error', onError)
      for (const listener of accept) listener.call(server, socket)
    })
  })
  server.on('secureConnection', (socket) => waiting.delete(nameConnection(socket)))
  return () => {
    for (const socket of waiting.values()) socket.destroy()
  }
}

const nameConnection = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

/** Returns true for the start of a request of HTTP/1 or 2, as opposed to a handshake of TLS. */
function isPlainRequest(sent: Buffer): boolean {
  return /^[A-Z]{3,}/.test(sent.toString('latin1', 0, 8))
}

function describeScheme(request: string): string {
  const host = /^host:[ \t]*([\w.:[\]-]+)/im.exec(request)?.[1]
  const text = `This port serves https, not http${host === undefined ? '' : `: use https://${host}`}\n`
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: text/plain; charset=utf-8']
  return [...head, `Content-Length: ${text.length}`, 'Connection: close', '', text].join('\r\n')
}

/** Logs clients that break off because they do not trust the certificate. */
function logDistrust(server: Server, log: (line: string) => void): void {
  const report = ({ code }: NodeJS.ErrnoException): void => {
    if (/ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN)/.test(code ?? ''))
      log('TLS: a client does not trust the certificate of the mock; give it the CA file')
  }
  server.on('tlsClientError', report)
  // With TLS 1.3, the client breaks off when the handshake is over for the server.
  server.on('secureConnection', (socket) => socket.on('error', report))
}
