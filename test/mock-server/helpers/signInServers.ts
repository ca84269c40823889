import type { MockServer } from '@personctl/mock-server'
import * as oauth from 'oauth4webapi'

/** An authorization server at which people sign in. */
export interface SignInServer {
  readonly name: string
  /** The path of its issuer URL. */
  readonly issuerPath: string
  /** The scope that a refresh token needs. */
  readonly scope: string
  /** The status of an invalid code or refresh token. */
  readonly invalidGrantStatus: number
}

export const ada = 'ada.lovelace@example.org'
export const grace = 'grace.hopper@example.org'
/** Somebody who is inactive. */
export const charles = 'charles.babbage@example.org'

export const auth0: SignInServer = {
  name: 'Auth0',
  issuerPath: '/',
  scope: 'openid profile email offline_access',
  invalidGrantStatus: 403,
}

export const keycloak: SignInServer = {
  name: 'Keycloak',
  issuerPath: '/auth/realms/cern',
  scope: 'openid profile email',
  invalidGrantStatus: 400,
}

export const oneWelcome: SignInServer = {
  name: 'OneWelcome',
  issuerPath: '/oauth',
  scope: 'openid profile email offline_access',
  invalidGrantStatus: 400,
}

export const signInServers: readonly SignInServer[] = [auth0, keycloak, oneWelcome]

export const redirectUri = 'https://app.example/callback?from=mock'

/** Lets oauth4webapi talk to a mock without https. */
export const insecure: InsecureOptions = insecureOptions()

type InsecureOptions = Pick<oauth.HttpRequestOptions<'GET'>, typeof oauth.allowInsecureRequests>

function insecureOptions(): InsecureOptions {
  return { [oauth.allowInsecureRequests]: true }
}

/** An application that signs people in at a server, through oauth4webapi. */
export interface Application {
  readonly metadata: oauth.AuthorizationServer
  /** Begins a sign-in as a program does, which gets the redirect at once. Returns the URL to which it leads. */
  begin(query?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Begun>
  /** Exchanges the code of a sign-in for tokens; verifies state, issuer, ID token and its signature. */
  finish(begun: Begun): Promise<oauth.TokenEndpointResponse>
  /** Signs somebody in. */
  signIn(query?: Readonly<Record<string, string>>): Promise<oauth.TokenEndpointResponse>
  refresh(refreshToken: string): Promise<oauth.TokenEndpointResponse>
}

interface Begun {
  readonly response: Response
  /** The URL to which the browser is sent. */
  readonly url: URL
  readonly verifier: string
  readonly state: string
  readonly nonce: string
}

export const demo: ClientCredentials = { id: 'demo', secret: 'demo-secret' }

interface ClientCredentials {
  readonly id: string
  readonly secret: string | null
}

/** Discovers a server of a mock, and creates an application for it. */
export async function createApplication(
  mock: Pick<MockServer, 'url'>,
  { issuerPath, scope }: SignInServer,
  { id, secret }: ClientCredentials = demo,
): Promise<Application> {
  const issuer = new URL(`${mock.url}${issuerPath}`)
  const metadata = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, insecure),
  )
  const client = { client_id: id }
  const authentication = secret === null ? oauth.None() : oauth.ClientSecretPost(secret)
  const application: Application = {
    metadata,
    async begin(query = {}, headers = {}) {
      const verifier = oauth.generateRandomCodeVerifier()
      const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
      const parameters = new URLSearchParams({
        response_type: 'code',
        client_id: id,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...query,
      })
      const response = await fetch(`${metadata.authorization_endpoint}?${parameters}`, {
        redirect: 'manual',
        headers,
      })
      const location = response.headers.get('location') ?? redirectUri
      return { response, url: new URL(location), verifier, state, nonce }
    },
    async finish({ url, verifier, state, nonce }) {
      const parameters = oauth.validateAuthResponse(metadata, client, url, state)
      const response = await oauth.authorizationCodeGrantRequest(
        metadata,
        client,
        authentication,
        parameters,
        redirectUri,
        verifier,
        insecure,
      )
      const result = await oauth.processAuthorizationCodeResponse(metadata, client, response, {
        expectedNonce: nonce,
      })
      await oauth.validateApplicationLevelSignature(metadata, response, insecure)
      return result
    },
    signIn: async (query) => application.finish(await application.begin(query)),
    async refresh(refreshToken) {
      const response = await oauth.refreshTokenGrantRequest(
        metadata,
        client,
        authentication,
        refreshToken,
        insecure,
      )
      return oauth.processRefreshTokenResponse(metadata, client, response)
    },
  }
  return application
}
