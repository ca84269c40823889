import { gzipSync } from 'node:zlib'
import { adminOperations } from '@personctl/generated/adminOperations'
import { serviceOperations } from '@personctl/generated/serviceOperations'
import fc from 'fast-check'
import type { SentBytes } from './rawExchange.ts'

/** A request as it is sent, right or wrong. */
export interface FuzzedRequest {
  readonly method: string
  readonly target: string
  /** `Name: value`. */
  readonly fields: readonly string[]
  readonly body: Uint8Array
  /** Whether less follows than is announced. */
  readonly isCutShort: boolean
}

/** A request as the bytes on a connection of its own. */
export function asSent({ method, target, fields, body, isCutShort }: FuzzedRequest): SentBytes {
  const head = [`${method} ${target} HTTP/1.1`, ...fields, 'Connection: close', '', ''].join('\r\n')
  return { method, bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]), isCutShort }
}

const operations = [
  ...serviceOperations.map(({ method, path }) => ({ method, path })),
  ...Object.values(adminOperations).map(({ method, path }) => ({ method, path })),
]

const scraps = '% %2 %25 %2F %00 %FF %C3%A9 %F0%9F / // .. . ; : @ [ ] { } | ~ + & = a é'.split(' ')
const names = [
  'ada.lovelace@example.org',
  'ad%7CMozilla-LDAP%7Cada',
  'ada',
  'alovelace',
  'atlas-readers',
  'atlas-shift-planner',
  'a258bca4-23a0-527e-9dc2-71809239a469',
  '1',
  '0',
  'x'.repeat(2000),
]
const scrap = fc.array(fc.constantFrom(...scraps), { maxLength: 6 }).map((parts) => parts.join(''))
const name = fc.oneof(fc.constantFrom(...names), scrap, fc.string({ maxLength: 12 }).map(encodeURIComponent))

const path = (template: string) =>
  fc
    .array(name, { minLength: 4, maxLength: 4 })
    .map((values) => template.replaceAll(/\{[^}]+\}/g, () => values.pop() ?? 'x'))

/** What happens to paths on their way. */
const bent = (whole: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(whole) },
    fc.constantFrom(
      whole.toUpperCase(),
      `${whole}/`,
      whole.replaceAll('/', '//'),
      `/.${whole}`,
      `/x/..${whole}`,
    ),
    scrap.map((text) => whole + text),
    scrap.map((text) => `/${text}`),
    fc.nat(whole.length).map((end) => whole.slice(0, end) || '/'),
    fc.constantFrom('one', 'a b', '%', '', 'x'.repeat(65)).map((session) => `/__session/${session}${whole}`),
  )

const parameters = [
  ...['active', 'filterDisplay', 'nextPage', 'primaryEmail', 'connectionMethod', 'fullProfiles'],
  ...['limit', 'offset', 'token', 'field', 'filter', 'sort', 'recursive', 'includeArchivedAndDeleted'],
  ...[
    'skipUpdatingActivity',
    'user_code',
    'deny',
    'login_hint',
    'response_type',
    'client_id',
    'redirect_uri',
  ],
  ...['scope', 'state', 'code_challenge', 'staff_information.staff', 'access_information.ldap', 'after'],
  ...['service', 'operation', 'status', 'client', 'method', 'path', 'since', '__proto__', 'constructor'],
]
const values = [
  ...[
    'true',
    'False',
    'any',
    '',
    '0',
    '-1',
    '5',
    '1e9',
    '99999999999999999999',
    'NaN',
    'staff',
    'ad',
    'code',
  ],
  ...['{"id":"x"}', "{'id': 'x'}", '{', 'null', 'displayName:contains:a', 'id: x', 'a:zz:b', 'upn:gt:', ':'],
  ...[
    'displayName',
    'owner',
    'openid',
    'demo',
    'https://app.example/',
    'javascript:alert(1)',
    '%',
    'é',
    '5xx',
  ],
]
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(...parameters),
      fc.oneof(fc.constantFrom(...values), scrap, fc.string({ maxLength: 10 })),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))
  // What would end the line is for another test.
  .map((text) => (text === '' ? '' : `?${[...text].map(inRequestLine).join('')}`))

const inRequestLine = (character: string): string =>
  /[!-~]/.test(character) ? character : encodeURIComponent(character.toWellFormed())

const members = [
  ...['grant_type', 'client_id', 'client_secret', 'audience', 'scope', 'code', 'redirect_uri', 'device_code'],
  ...['refresh_token', 'subject_token', 'subject_token_type', 'token', 'client_assertion', 'code_verifier'],
  ...['groupIdentifier', 'displayName', 'description', 'operator', 'property', 'value', 'id', 'name'],
  ...['applicationIdentifier', 'administratorsId', 'required', 'multifactor', 'applyToAllUsers', 'now'],
  ...[
    'frozen',
    'seconds',
    'profile',
    'attributes',
    'displays',
    'match',
    'effect',
    'times',
    'parts',
    'claims',
  ],
  ...['service', 'scopes', 'user', 'flaw', 'lifetimeSeconds', '__proto__', 'toString', ''],
]
const texts = [
  ...['client_credentials', 'authorization_code', 'refresh_token', 'demo', 'demo-secret', 'demo-public'],
  ...['authorization-service-api', 'dabp_person_report', 'openid', 'display:none', 'api.sso.mozilla.com'],
  ...['urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'],
  ...[
    'Equals',
    'groupIdentifier',
    'atlas-readers',
    'alovelace',
    '2030-01-01T00:00:00Z',
    'cis',
    'cern',
    'expired',
  ],
  ...['x'.repeat(3000), '\u0000', '\ud800', 'é', ''],
]
const scalar = fc.oneof(
  fc.constantFrom<unknown>(...texts),
  fc.constantFrom(true, null, -1, 0.5, 1e308, 2 ** 53),
)
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(
    { primary_email: 'new@example.org' },
    { active: false },
    { operation: 'listUsers' },
    { type: 'delay', delayMs: 1 },
    ['people', 'clock'],
    [{ id: 'alovelace' }],
  ),
)
const object = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 6 })
const json = fc
  .oneof({ weight: 4, arbitrary: object }, fc.array(fc.oneof(scalar, object), { maxLength: 4 }), value)
  .map((content) => JSON.stringify(content) ?? '')
const form = fc
  .array(fc.tuple(fc.constantFrom(...members), fc.constantFrom(...texts)), { maxLength: 8 })
  .map((pairs) => new URLSearchParams(pairs).toString())
const credentials = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }
const apiAudience = { audience: 'authorization-service-api' }
const asForm = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
/** A body that is right, by the path of its operation: not everything is to fail for its body. */
const rightBodies: Readonly<Record<string, unknown>> = {
  '/__admin/reset': { parts: ['people', 'groups'] },
  '/__admin/faults': { effect: { type: 'delay', delayMs: 1 }, times: 1 },
  '/__admin/clock': { frozen: false },
  '/__admin/clock/advance': { seconds: 1 },
  '/__admin/people': { attributes: { first_name: 'Zoë' } },
  '/__admin/people/{id}': { attributes: { first_name: 'Zoë' } },
  '/__admin/tokens': {},
  '/oauth/token': credentials,
  '/oauth/v1/token': asForm(credentials),
  '/auth/realms/cern/api-access/token': asForm({ ...credentials, ...apiAudience }),
  '/auth/realms/cern/protocol/openid-connect/token': asForm(credentials),
  '/auth/realms/cern/protocol/openid-connect/auth/device': asForm({ client_id: 'demo-public' }),
  '/api/v1.0/Group': { groupIdentifier: 'new', displayName: 'New', description: 'New' },
  '/api/v1.0/Group/-/Query': { operator: 'Equals', property: 'groupIdentifier', value: 'atlas-readers' },
  '/api/v1.0/Group/{group}/members/identities': [{ id: 'alovelace' }],
  '/api/v1.0/Application': { applicationIdentifier: 'new' },
}
const text = fc.oneof(
  { weight: 4, arbitrary: json },
  { weight: 3, arbitrary: form },
  fc.constantFrom('', '{', '[', '"\\ud800"', '[1,]', '{"a":1}{"a":1}', '\ufeff{}', '['.repeat(5000)),
  fc.constantFrom('x'.repeat(70_000), `{"a":"${'x'.repeat(1_100_000)}"}`),
)
const content = (right: string) =>
  fc.oneof(
    { weight: 10, arbitrary: fc.constant(Buffer.from(right)) },
    { weight: 8, arbitrary: text.map((written) => Buffer.from(written)) },
    text.map((written) => Buffer.from(written, 'utf16le')),
    text.map((written) => gzipSync(written)),
    fc.uint8Array({ maxLength: 64 }),
  )

/** A body for an operation, and what its head says of its size. */
const bodyFor = (path: string) =>
  content(written(rightBodies[path] ?? '')).chain((bytes) =>
    fc.oneof(
      { weight: 16, arbitrary: fc.constant({ fields: lengthOf(bytes), bytes, isCutShort: false }) },
      fc.constant({ fields: ['Transfer-Encoding: chunked'], bytes: chunked(bytes), isCutShort: false }),
      fc.constant({ fields: [`Content-Length: ${bytes.length + 5}`], bytes, isCutShort: true }),
      fc.constant({ fields: ['Transfer-Encoding: chunked'], bytes, isCutShort: true }),
    ),
  )

const written = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))
const lengthOf = ({ length }: Uint8Array): string[] => (length === 0 ? [] : [`Content-Length: ${length}`])

function chunked(bytes: Uint8Array): Buffer {
  const half = Math.floor(bytes.length / 2)
  const chunks = [bytes.subarray(0, half), bytes.subarray(half)].filter((part) => part.length > 0)
  const framed = chunks.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, crlf])
  return Buffer.concat([...framed, Buffer.from('0\r\n\r\n')])
}
const crlf = Buffer.from('\r\n')

const hosts = ['x', 'X:99999', '[::1', 'a b', '', '%', 'a/b', 'a@b', '127.0.0.1:4010', 'é', 'x'.repeat(300)]
const types = [
  ...['application/json', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16le'],
  ...['application/x-www-form-urlencoded;charset=UTF-8', 'text/plain', 'multipart/form-data', '', ';', 'é'],
]
const others = [
  ...[
    'Content-Encoding: gzip',
    'Content-Encoding: x',
    'Accept: text/html',
    'Accept: application/json',
    'Accept: é',
  ],
  ...['Expect: 100-continue', 'Expect: x', 'Upgrade: websocket', 'Range: bytes=0-1', 'If-None-Match: *'],
  ...[
    'Cookie: a=b',
    'Tenant-Id: x',
    'Tenant-Id: 00000000-0000-4000-8000-000000000000',
    'X-HTTP-Method-Override: PUT',
  ],
  ...[
    'Origin: https://evil.example',
    'Origin: null',
    'Access-Control-Request-Method: PUT',
    'Sec-Fetch-Site: cross-site',
  ],
  ...[
    'Sec-Fetch-Dest: document',
    'x-personctl-session: one',
    'x-personctl-session: a b',
    'x-personctl-session:',
  ],
  ...['X-Forwarded-Host: evil.example', 'Forwarded: host=evil.example', `X-Long: ${'x'.repeat(20_000)}`],
]

/**
 * @param tokens Authorization headers that some requests are to have
 * @param host where the server is, which most requests say
 */
export function fuzzedRequest(tokens: readonly string[], host: string): fc.Arbitrary<FuzzedRequest> {
  const authorization = fc.constantFrom(
    ...tokens,
    ...tokens.map((token) => token.slice(0, -5)),
    ...['Bearer', 'Bearer x', 'Bearer a b', 'Basic =', 'Basic ZGVtbzpkZW1vLXNlY3JldA==', 'Digest é', ''],
  )
  return fc
    .constantFrom(...operations)
    .chain((operation) =>
      fc.record({
        method: fc.oneof(
          { weight: 5, arbitrary: fc.constant(operation.method) },
          fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'),
          fc.constantFrom('PROPFIND', 'QUERY', 'get', 'G\u00e9T', 'M-SEARCH'),
        ),
        target: fc
          .tuple(path(operation.path).chain(bent), fc.oneof(fc.constant(''), query))
          .chain(([whole, asked]) =>
            fc.oneof(
              { weight: 20, arbitrary: fc.constant(whole + asked) },
              fc.constantFrom(
                '*',
                'x',
                'http://',
                `http://${host}${whole}${asked}`,
                `${whole}#x`,
                `\\${whole}`,
              ),
            ),
          ),
        fields: fc
          .tuple(
            fc.oneof({ weight: 30, arbitrary: fc.constant(host) }, fc.constantFrom(...hosts)),
            fc.option(authorization, { freq: 4 }),
            fc.option(fc.constantFrom(...types), { freq: 3 }),
            fc.array(fc.constantFrom(...others), { maxLength: 2 }),
          )
          .map(([named, shown, type, rest]) => [
            `Host: ${named}`,
            ...(shown === null ? [] : [`Authorization: ${shown}`]),
            ...(type === null ? [] : [`Content-Type: ${type}`]),
            ...rest,
          ]),
        body: fc.option(bodyFor(operation.path), {
          nil: { fields: [], bytes: new Uint8Array(), isCutShort: false },
          freq: 2,
        }),
      }),
    )
    .map(({ body, fields, ...rest }) => ({
      ...rest,
      fields: [...fields, ...body.fields],
      body: body.bytes,
      isCutShort: body.isCutShort,
    }))
}
