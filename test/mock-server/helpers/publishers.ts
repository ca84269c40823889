import { createHash, createSign } from 'node:crypto'
import { profileAttributes } from '@personctl/generated/cisAttributes'
import { nullProfileOrder } from '@personctl/generated/cisPublisherRules'
import { createNullProfile } from '@personctl/shared/publishing/nullProfile'
import { type MockInProcess, type MockOptions, mockWith, origin } from '../../helpers/mockInProcess.ts'

export type Json = any

export interface ChangeMock extends MockInProcess {
  /** Signs an attribute by the demo key of a publisher. */
  sign(attribute: Json, publisher: string): Promise<Json>
  /** Returns an attribute of a new profile with other content, signed. */
  attribute(path: string, content: unknown, publisher: string, metadata?: object): Promise<Json>
  /** Sends a profile, or several. */
  change(
    body: unknown,
    path?: string,
    init?: RequestInit,
  ): Promise<{ status: number; body: Json; text: string }>
  /** Returns a whole new profile, signed. */
  newPerson(userId: string, more?: Record<string, Json>): Promise<Json>
  /** Reads a person with every attribute. */
  read(userId: string): Promise<Json>
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }>
}

export const emptyProfile = (): Json =>
  structuredClone(createNullProfile(profileAttributes, nullProfileOrder))

/** Returns the attribute at a path of a profile. */
export const attributeAt = (profile: Json, path: string): Json =>
  path.split('.').reduce((node, name) => node[name], profile)

/** Signs as Node.js does, so that no code of ours is on both sides. */
export function signJws(attribute: Json, publisher: string, privateKey: Json): Json {
  const { signature, ...rest } = attribute
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(rest)}`
  const bytes = createSign('sha256').update(input).sign({ key: privateKey, format: 'jwk' })
  return {
    ...attribute,
    signature: {
      ...signature,
      publisher: {
        alg: 'RS256',
        typ: 'JWS',
        name: publisher,
        value: `${input}.${bytes.toString('base64url')}`,
      },
    },
  }
}

/** A mock, and publishers who sign with its demo keys. By default nobody is in it. */
export function changeMock(options: MockOptions = { data: { cis: { profiles: [] } } }): ChangeMock {
  const mock = mockWith(options)
  const keys = new Map<string, Promise<Json>>()
  const admin: ChangeMock['admin'] = async (method, path, body) => {
    const response = await mock.send(`${origin.replace('mock.test', '127.0.0.1')}/__admin${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const keyOf = (publisher: string): Promise<Json> => {
    const key =
      keys.get(publisher) ?? admin('GET', `/publisher-keys/${publisher}`).then(({ body }) => body.privateKey)
    keys.set(publisher, key)
    return key
  }
  let token: Promise<string> | undefined
  const authorize = async (): Promise<string> => {
    token ??= mock.token()
    return `Bearer ${await token}`
  }
  const sign: ChangeMock['sign'] = async (attribute, publisher) =>
    signJws(attribute, publisher, await keyOf(publisher))
  const attribute: ChangeMock['attribute'] = (path, content, publisher, metadata = {}) => {
    const empty = attributeAt(emptyProfile(), path)
    const carrier = 'values' in empty ? 'values' : 'value'
    return sign(
      {
        ...empty,
        metadata: { ...empty.metadata, last_modified: '2024-05-06T07:08:09.000Z', ...metadata },
        [carrier]: content,
      },
      publisher,
    )
  }
  return {
    ...mock,
    sign,
    attribute,
    admin,
    async change(body, path = '/v2/user', init = {}) {
      const response = await mock.send(origin + path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', authorization: await authorize(), ...init.headers },
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type') === 'application/json'
      return { status: response.status, body: isJson ? JSON.parse(text) : undefined, text }
    },
    async newPerson(userId, more = {}) {
      const email = `${createHash('sha1').update(userId).digest('hex').slice(0, 12)}@example.org`
      return {
        ...emptyProfile(),
        user_id: await attribute('user_id', userId, 'access_provider'),
        primary_email: await attribute('primary_email', email, 'access_provider'),
        active: await attribute('active', true, 'access_provider'),
        ...more,
      }
    },
    async read(userId) {
      const response = await mock.send(`${origin}/v2/user/user_id/${encodeURIComponent(userId)}?active=any`, {
        headers: { authorization: await authorize() },
      })
      return response.json()
    },
  }
}
