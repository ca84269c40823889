import {
  type Discovery,
  type FetchedResponse,
  type FetchFunction,
  InvalidResponseError,
  NetworkError,
} from '@personctl/sdk'
import * as z from 'zod/mini'
import { type ServiceName, serviceNames } from '../config/variables.ts'
import { version } from '../version.ts'

/** The settings that a service publishes. */
interface DiscoveredSettings {
  /** Undefined if the document only tells the token endpoint. */
  readonly service: ServiceName | undefined
  readonly url?: string
  readonly tokenUrl: string
  readonly audience?: string
  /** The URL of the Change API, if it is not that of the Person API. */
  readonly changeUrl?: string
  /** The URLs of the documents, in the order in which they were read. */
  readonly sources: readonly string[]
}

const iamPath = '/.well-known/mozilla-iam'
const openIdPath = '/.well-known/openid-configuration'

/**
 * Discovers the settings of a service: from the `mozilla-iam` document of CIS, or else from OpenID Connect discovery. Sends
 * no secret.
 *
 * @param url the URL of the document, or of the service
 * @param service the service, if known
 * @throws {InvalidResponseError} if there is no such document
 * @throws {NetworkError} if the server does not respond
 */
export async function discover(
  url: string,
  service: ServiceName | undefined,
  fetch: FetchFunction,
  signal: AbortSignal,
): Promise<DiscoveredSettings> {
  const base = url.replace(/\/+$/, '')
  const get = (documentUrl: string) => fetchDocument(documentUrl, fetch, signal)
  if (base.endsWith(openIdPath)) return readOpenIdDocument(base, await get(base), service)

  const mayBeCis = service === undefined || service === 'cis'
  const iamUrl = base.endsWith(iamPath) ? base : `${base}${iamPath}`
  const iam = mayBeCis ? await get(iamUrl) : undefined
  if (iam !== undefined && isIamDocument(iam)) {
    const openIdUrl = checkEncrypted(iamUrl, iam.oidc_discovery_uri)
    return readIamDocument(iamUrl, iam, readOpenIdDocument(openIdUrl, await get(openIdUrl), 'cis'))
  }
  if (base.endsWith(iamPath)) throw createNotFoundError([base])
  const openIdUrl = `${base}${openIdPath}`
  const openId = await get(openIdUrl)
  if (openId === undefined) throw createNotFoundError(mayBeCis ? [iamUrl, openIdUrl] : [openIdUrl])
  return readOpenIdDocument(openIdUrl, openId, service)
}

/** The settings of a service at a mock server. */
interface MockService {
  readonly url: string
  readonly tokenUrl: string
  readonly audience: string
}

type MockServices = Readonly<Record<ServiceName, MockService>>

/**
 * Reads the settings of all services of a mock server. They are at the origin of `url`, also if the mock runs
 * in a container and knows itself by another one.
 *
 * @throws {InvalidResponseError} if it is not a mock server, or if its admin routes are closed
 * @throws {NetworkError} if it does not respond
 */
export async function discoverMock(
  url: string,
  fetch: FetchFunction,
  signal: AbortSignal,
): Promise<MockServices> {
  const readyUrl = `${url.replace(/\/+$/, '')}/__admin/ready`
  const found = mockReady.safeParse(await fetchDocument(readyUrl, fetch, signal))
  if (!found.success) {
    throw new InvalidResponseError(`${readyUrl} does not tell the services of a personctl-mock.`, {
      hint: 'Check the URL. A mock with --no-admin or --admin-token does not tell them: use --discover, or --url and --token-url.',
    })
  }
  const { services } = found.data
  const move = (text: string) => new URL(new URL(text).pathname, url).href.replace(/\/$/, '')
  const entries = serviceNames.map((name): [ServiceName, MockService] => {
    const service = services[name]
    return [name, { ...service, url: move(service.url), tokenUrl: move(service.tokenUrl) }]
  })
  return Object.fromEntries(entries) as MockServices
}

/** The part of the CIS document that is used. */
interface IamDocument extends Pick<Discovery, 'oidc_discovery_uri'> {
  readonly api: Pick<Discovery['api'], 'audience'> & {
    readonly endpoints: { readonly person: string; readonly change?: string | undefined }
  }
}

/** The part of an OpenID Connect document that is used. */
interface OpenIdDocument {
  readonly issuer: string
  readonly token_endpoint: string
}

const httpUrl = z.url({ protocol: /^https?$/ })

const iamDocument: z.ZodMiniType<IamDocument> = z.object({
  oidc_discovery_uri: httpUrl,
  api: z.object({
    audience: z.string().check(z.minLength(1)),
    endpoints: z.object({ person: httpUrl, change: z.optional(httpUrl) }),
  }),
})

const openIdDocument: z.ZodMiniType<OpenIdDocument> = z.object({
  issuer: z.string(),
  token_endpoint: httpUrl,
})

const mockService: z.ZodMiniType<MockService> = z.object({
  url: httpUrl,
  tokenUrl: httpUrl,
  audience: z.string().check(z.minLength(1)),
})

const mockReady: z.ZodMiniType<{ readonly services: MockServices }> = z.object({
  services: z.object({ cis: mockService, dabp: mockService, cern: mockService }),
})

function isIamDocument(value: unknown): value is IamDocument {
  return iamDocument.safeParse(value).success
}

function isOpenIdDocument(value: unknown): value is OpenIdDocument {
  return openIdDocument.safeParse(value).success
}

function readIamDocument(
  source: string,
  { api }: IamDocument,
  { tokenUrl, sources }: DiscoveredSettings,
): DiscoveredSettings {
  const { person, change } = api.endpoints
  return {
    service: 'cis',
    url: checkEncrypted(source, person),
    tokenUrl: checkEncrypted(source, tokenUrl),
    audience: api.audience,
    ...(change !== undefined && change !== person && { changeUrl: checkEncrypted(source, change) }),
    sources: [source, ...sources],
  }
}

function readOpenIdDocument(
  source: string,
  document: unknown,
  service: ServiceName | undefined,
): DiscoveredSettings {
  if (!isOpenIdDocument(document)) throw createNotFoundError([source])
  checkIssuer(source, document.issuer)
  const tokenUrl = checkEncrypted(source, document.token_endpoint)
  return {
    service,
    tokenUrl: service === 'cern' ? toClientEndpoint(tokenUrl) : tokenUrl,
    sources: [source],
  }
}

/**
 * Checks that a document is that of the issuer whose URL it was read from: the secret will be sent to its token endpoint.
 * The specification requires equal strings. A slash at the end makes no difference, since the URL of the document is the
 * same with and without.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation
 */
function checkIssuer(source: string, issuer: string): void {
  const normalize = (url: string) => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : undefined)
  const expected = source.endsWith(openIdPath) ? normalize(source.slice(0, -openIdPath.length)) : undefined
  if (expected !== undefined && normalize(issuer) === expected) return
  throw new InvalidResponseError(`${source} is the document of another issuer: ${JSON.stringify(issuer)}.`, {
    hint: 'Give that URL to --discover if you trust it, or the settings one by one: --url, --token-url, --audience.',
  })
}

/**
 * Returns the endpoint for tokens of programs, which only CERN has, beside that of the standard.
 *
 * @see https://auth.docs.cern.ch
 */
function toClientEndpoint(tokenUrl: string): string {
  return tokenUrl.replace(/(\/realms\/[^/]+)\/protocol\/openid-connect\/token$/, '$1/api-access/token')
}

/** Returns a discovered URL. Secrets will be sent to it: a document must not lead from https to http. */
function checkEncrypted(source: string, url: string): string {
  if (!source.startsWith('https:') || url.startsWith('https:')) return url
  throw new InvalidResponseError(`${source} leads to ${url}, which is not encrypted.`, {
    hint: 'If the URLs are right, give them with --url and --token-url.',
  })
}

const timeoutMs = 15_000

/**
 * Requests a public document. Redirects are not followed.
 *
 * @throws {NetworkError} if no whole response comes in time
 */
export async function fetchPublic(
  url: string,
  fetch: FetchFunction,
  outer: AbortSignal,
): Promise<{ readonly response: FetchedResponse; readonly text: string }> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs)])
  const headers = { accept: 'application/json', 'user-agent': `personctl/${version}` }
  try {
    const response = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    return { response, text: await response.text() }
  } catch (error) {
    outer.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`${url} cannot be read: ${reason}`, {
      hint: 'Check the URL, the network and the proxy, if there is one.',
    })
  }
}

/** Returns a public JSON document; undefined if it does not exist. Redirects are reported and not followed. */
async function fetchDocument(url: string, fetch: FetchFunction, outer: AbortSignal): Promise<unknown> {
  const { response, text } = await fetchPublic(url, fetch, outer)
  const { status } = response
  const location = response.headers.get('location')
  if (location !== null && status >= 300 && status < 400) {
    throw new InvalidResponseError(`${url} redirects to ${location}.`, {
      status,
      hint: 'If that is the right URL, give it to --discover.',
    })
  }
  if (status >= 500) throw new InvalidResponseError(`${url} responded with status ${status}.`, { status })
  if (status !== 200) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function createNotFoundError(urls: readonly string[]): InvalidResponseError {
  return new InvalidResponseError(`There is no discovery document at ${urls.join(' or ')}.`, {
    hint: 'Give the settings one by one: --url, --token-url, --audience.',
  })
}
