import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type MockServer, type MockServerOptions, startMockServer } from '@personctl/mock-server'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { runMockProcess } from '../helpers/mockProcess.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

interface ServerResponse {
  readonly status: number | undefined
  readonly body: string
}

/** Sends a request that trusts this CA and no other. */
function get(
  url: string,
  options: { ca?: string | undefined; servername?: string; headers?: Record<string, string> } = {},
): Promise<ServerResponse> {
  const send = url.startsWith('https:') ? request : requestPlain
  return new Promise((resolve, reject) => {
    const sent = send(url, { agent: false, ...options }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    )
    sent.on('error', reject).end()
  })
}

const discovery = '/.well-known/openid-configuration'
const issuerOf = ({ body }: ServerResponse): string => JSON.parse(body).issuer

/** Connects as a client of OpenSSL that checks everything and trusts the certificates of a file only. */
function strictClient(url: string, caFile: string): Promise<{ stdout: string }> {
  const flags = [
    '-verify_ip',
    '127.0.0.1',
    '-x509_strict',
    '-verify_return_error',
    '-no-CApath',
    '-no-CAstore',
  ]
  const args = ['s_client', '-connect', new URL(url).host, ...flags, '-CAfile', caFile]
  const connected = promisify(execFile)('openssl', args)
  connected.child.stdin?.end()
  return connected
}

const startHttps = (options: MockServerOptions = {}): Promise<MockServer> =>
  startMock({ https: true, ...options })

describe('https: true', () => {
  test('serves a certificate for localhost and the loopback addresses, signed by its CA', async () => {
    const { url, ca, port } = await startHttps()
    expect(url).toBe(`https://127.0.0.1:${port}`)
    for (const host of ['127.0.0.1', 'localhost']) {
      const response = await get(`https://${host}:${port}${discovery}`, { ca })
      expect(issuerOf(response)).toBe(`https://${host}:${port}/`)
    }
    await expect(get(url)).rejects.toThrow('unable to verify the first certificate')
    const six = await startHttps({ host: '::1' })
    expect((await get(`${six.url}/v2/version`, { ca: six.ca })).status).toBe(200)
  })

  test('serves a certificate for each name that a client uses, such as that of a container', async () => {
    const { url, ca } = await startHttps()
    for (const servername of ['mock', 'people_mock', 'person.api.sso.mozilla.com'])
      expect((await get(`${url}/v2/version`, { ca, servername })).status).toBe(200)
  })

  test('keeps the key of the CA to itself, and its certificate in a file until it is closed', async () => {
    const mock = await startHttps()
    const file = mock.caFile ?? ''
    expect(await readFile(file, 'utf8')).toBe(mock.ca)
    expect((await stat(file)).mode & 0o777).toBe(0o644)
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o755)
    const certificate = new X509Certificate(mock.ca ?? '')
    expect(certificate.ca).toBe(true)
    expect(mock.ca?.match(/BEGIN [A-Z ]+/g)).toEqual(['BEGIN CERTIFICATE'])
    await mock.close()
    expect(existsSync(dirname(file))).toBe(false)
  })

  test('removes the file of a process that ends without closing it, and warns of nothing if there are many', async () => {
    const index = new URL('../../packages/mock-server/dist/index.mjs', import.meta.url)
    const script = `
      import { startMockServer } from '${index}'
      const mocks = await Promise.all(Array.from({ length: 12 }, () => startMockServer({ port: 0, https: true, people: 3 })))
      console.log(JSON.stringify(mocks.map(({ caFile }) => caFile)))
      process.exit()
    `
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
    ])
    const files: string[] = JSON.parse(stdout)
    expect(new Set(files).size).toBe(12)
    expect(stderr).toBe('')
    expect(files.filter((file) => existsSync(dirname(file)))).toEqual([])
  })

  test('makes a CA that strict verifiers accept, with a name of its own', async () => {
    const [one, other] = [await startHttps(), await startHttps()]
    expect(new X509Certificate(one.ca ?? '').subject).not.toBe(new X509Certificate(other.ca ?? '').subject)
    const verified = await strictClient(one.url, one.caFile ?? '')
    expect(verified.stdout).toContain('Verification: OK')
  })

  test('responds to http on its port with 400 and the scheme', async () => {
    const { port } = await startHttps()
    expect(await get(`http://localhost:${port}/v2/version`)).toEqual({
      status: 400,
      body: `This port serves https, not http: use https://localhost:${port}\n`,
    })
  })

  test('closes without waiting for connections that have not begun a handshake', async () => {
    const mock = await startMockServer({ port: 0, https: true })
    const silent = connect(mock.port, '127.0.0.1')
    await new Promise((resolve) => silent.once('connect', resolve))
    await get(`${mock.url}/v2/version`, { ca: mock.ca })
    await mock.close()
    await new Promise((resolve) => silent.once('close', resolve))
  })

  test('finishes requests in flight when it is closed', async () => {
    const mock = await startMockServer({ port: 0, https: true })
    await mock.admin.faults.add({ effect: { type: 'delay', delayMs: 100 } })
    const waiting = get(`${mock.url}/v2/version`, { ca: mock.ca })
    while ((await mock.admin.requests.count()) === 0) await new Promise(setImmediate)
    await mock.close()
    expect((await waiting).status).toBe(200)
  })

  test('logs that a client does not trust the certificate', async () => {
    const lines: string[] = []
    const { url } = await startHttps({ log: (line) => lines.push(line) })
    const other = await startHttps()
    await strictClient(url, other.caFile ?? '').catch(() => {})
    await expect
      .poll(() => lines)
      .toContainEqual(expect.stringContaining('a client does not trust the certificate'))
  })
})

describe('a certificate of your own', () => {
  const run = promisify(execFile)

  /** Creates a certificate and its key with openssl. */
  async function createCertificate(...encryption: string[]) {
    const folder = await temporaryFolder()
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
    const files = ['-days', '2', '-keyout', key, '-out', cert]
    const secrecy = encryption.length === 0 ? ['-noenc'] : encryption
    await run('openssl', ['req', '-x509', ...algorithm, ...secrecy, ...subject, ...files])
    return { cert, key, folder }
  }

  test('is served, and is its own CA if it is signed with its own key', async () => {
    const { cert, key } = await createCertificate()
    const mock = await startMockCommand(['--https-cert', cert, '--https-key', key, '--json'])
    const { caFile } = JSON.parse(mock.readyLine)
    const ca = await readFile(caFile, 'utf8')
    expect(ca).toBe(await readFile(cert, 'utf8'))
    expect((await get(`${mock.url.replace('127.0.0.1', 'localhost')}/v2/version`, { ca })).status).toBe(200)
  })

  test('is rejected with the reason and exit code 2 if it cannot be used', async () => {
    const { cert, key, folder } = await createCertificate()
    const other = await createCertificate()
    const encrypted = await createCertificate('-passout', 'pass:hunter2')
    const failures: [args: string[], reason: string][] = [
      [['--https-cert', cert], '--https-key is missing: a certificate needs both'],
      [['--https-key', key], '--https-cert is missing: a certificate needs both'],
      [
        ['--https-cert', join(folder, 'no.pem'), '--https-key', key],
        `--https-cert: cannot read ${folder}/no.pem: ENOENT`,
      ],
      [
        ['--https-cert', cert, '--https-key', other.key],
        `--https-key "${other.key}" does not belong to the certificate in --https-cert "${cert}"`,
      ],
      [['--https-cert', key, '--https-key', key], `--https-cert "${key}" is not a certificate as PEM`],
      [['--https-cert', cert, '--https-key', cert], `--https-key "${cert}" is not a private key as PEM`],
      [
        ['--https-cert', encrypted.cert, '--https-key', encrypted.key],
        `--https-key "${encrypted.key}" is encrypted: decrypt it with "openssl pkey`,
      ],
      [
        ['--https-cert', cert, '--https-key', key, '--https-ca', key],
        `--https-ca "${key}" is not a certificate as PEM`,
      ],
    ]
    for (const [args, reason] of failures) {
      const { code, stderr } = await runMock(['--port', '0', ...args])
      expect([code, stderr]).toEqual([2, expect.stringContaining(reason)])
    }
  })

  test.each([
    [-5, 'is not valid before 20'],
    [5, 'expired on 20'],
  ])('is rejected %d days from when it was made', async (days, reason) => {
    const { cert, key } = await createCertificate()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
    onTestFinished(() => void vi.useRealTimers())
    const { code, stderr } = await runMock(['--https-cert', cert, '--https-key', key])
    expect([code, stderr]).toEqual([2, expect.stringContaining(`--https-cert "${cert}" ${reason}`)])
  })

  test('is rejected in a process with a RangeError that names the option', async () => {
    const { cert, key } = await createCertificate()
    const [certPem, keyPem] = [await readFile(cert, 'utf8'), await readFile(key, 'utf8')]
    await expect(startMockServer({ port: 0, https: { cert: keyPem, key: keyPem } })).rejects.toThrow(
      new RangeError('https.cert is not a certificate as PEM: it has no readable "BEGIN CERTIFICATE"'),
    )
    const mock = await startMock({ https: { cert: certPem, key: keyPem } })
    expect(mock.ca).toBe(certPem)
  })
})

describe('--https', () => {
  test('names the file of the CA in the ready line and in ready files', async () => {
    const folder = await temporaryFolder()
    const mock = await startMockCommand(['--https', '--ready-file', join(folder, 'mock.env')])
    const [, caFile = ''] = /^personctl-mock ready \S+ \(CA: (.+)\)$/.exec(mock.readyLine) ?? []
    const ca = await readFile(caFile, 'utf8')
    expect((await get(`${mock.url}/v2/version`, { ca })).status).toBe(200)
    expect(await readFile(join(folder, 'mock.env'), 'utf8')).toContain(`PERSONCTL_MOCK_CA_FILE=${caFile}\n`)
    const other = await startMockCommand(['--https', '--json', '--ready-file', join(folder, 'mock.json')])
    expect(JSON.parse(await readFile(join(folder, 'mock.json'), 'utf8'))).toEqual(JSON.parse(other.readyLine))
    expect(await mock.stop()).toBe(0)
    expect(existsSync(dirname(caFile))).toBe(false)
  })

  test('makes commands of exec trust the mock, and what they trusted before', async () => {
    const first = await startHttps()
    const script = `
      import { readFileSync } from 'node:fs'
      const env = Object.entries(process.env).filter(([name]) => !name.startsWith('PERSONCTL_C'))
      const files = env.filter(([, value]) => value.endsWith('.pem'))
      const read = files.map(([name, file]) => [name, readFileSync(file, 'utf8')])
      const response = await fetch(process.env.PERSONCTL_CIS_URL + '/v2/version')
      console.log(JSON.stringify({ status: response.status, files: Object.fromEntries(read) }))
    `
    const env = { NODE_EXTRA_CA_CERTS: first.caFile ?? '', SSL_CERT_FILE: first.caFile ?? '' }
    const { stdout, stderr } = await runMockProcess(
      ['exec', '--https', '--', process.execPath, '-e', script],
      { env },
    )
    expect(stderr).toBe('')
    const { status, files } = JSON.parse(stdout) as { status: number; files: Record<string, string> }
    expect(status).toBe(200)
    const ca = files['PERSONCTL_MOCK_CA_FILE'] ?? ''
    expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----/)
    for (const name of [
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'REQUESTS_CA_BUNDLE',
      'CURL_CA_BUNDLE',
      'GIT_SSL_CAINFO',
    ]) {
      expect(files[name]).toContain(ca.trim())
      expect(files[name]).toContain(first.ca?.trim())
    }
  })

  test('leaves the certificates of the system trusted where a variable replaces them', async () => {
    const script = 'console.log(require("node:fs").readFileSync(process.env.SSL_CERT_FILE, "utf8"))'
    const { stdout } = await runMockProcess(['exec', '--https', '--', process.execPath, '-e', script])
    expect(stdout.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50)
  })
})
