import assert from 'node:assert/strict'
import * as client from 'openid-client'
import { Browser, clientId, clientSecret, grace, registerClient, signInEverywhere } from './signIn.mjs'

const redirectUri = 'https://app.example/callback'
const afterLogout = 'https://app.example/goodbye'

const { privateKey, publicKey } = await crypto.subtle.generateKey(
  { name: 'ECDSA', namedCurve: 'P-256' },
  true,
  ['sign', 'verify'],
)
const jwk = await crypto.subtle.exportKey('jwk', publicKey)
await registerClient('signer', { secret: null, jwks: { keys: [{ ...jwk, kid: 'signer', alg: 'ES256' }] } })
await registerClient('rotator', { secret: 'rotated', rotateRefreshTokens: true })

/** The client of each way to authenticate, by its name in discovery documents. */
const authentications = {
  client_secret_basic: [clientId, client.ClientSecretBasic(clientSecret)],
  client_secret_post: [clientId, client.ClientSecretPost(clientSecret)],
  private_key_jwt: ['signer', client.PrivateKeyJwt({ key: privateKey, kid: 'signer' })],
  none: ['demo-public', client.None()],
}

async function signInShortly(config, scope) {
  const verifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const callback = await new Browser().signInAsGrace(url.href, redirectUri)
  return client.authorizationCodeGrant(config, new URL(callback), { pkceCodeVerifier: verifier })
}

await signInEverywhere(async ({ issuer, scope }, pass) => {
  const config = await client.discovery(new URL(issuer), clientId, clientSecret)
  client.enableNonRepudiationChecks(config)
  pass('discovery')

  const browser = new Browser()
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const parameters = {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  const url = client.buildAuthorizationUrl(config, parameters)
  const callback = await browser.signInAsGrace(url.href, redirectUri)
  const tokens = await client.authorizationCodeGrant(config, new URL(callback), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  pass('code and PKCE')
  const claims = tokens.claims()
  assert.equal(claims.email, grace)
  pass('ID token')

  const told = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
  assert.equal(told.email, grace)
  pass('userinfo')

  const fresh = await client.refreshTokenGrant(config, tokens.refresh_token)
  assert.notEqual(fresh.access_token, tokens.access_token)
  await client.fetchUserInfo(config, fresh.access_token, claims.sub)
  pass('refresh')

  const refreshToken = fresh.refresh_token ?? tokens.refresh_token
  await client.tokenRevocation(config, refreshToken)
  await assert.rejects(client.refreshTokenGrant(config, refreshToken), { error: 'invalid_grant' })
  pass('revocation')

  const end = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: afterLogout,
    state: 'bye',
  })
  assert.equal((await browser.open(end.href, afterLogout)).url, `${afterLogout}?state=bye`)
  const silent = client.buildAuthorizationUrl(config, { ...parameters, prompt: 'none' })
  const refused = new URL((await browser.open(silent.href, redirectUri)).url)
  await assert.rejects(
    client.authorizationCodeGrant(config, refused, { pkceCodeVerifier: verifier, expectedState: state }),
    { error: 'login_required' },
  )
  pass('logout')

  for (const method of config.serverMetadata().token_endpoint_auth_methods_supported) {
    const [id, authentication] = authentications[method]
    const other = await client.discovery(new URL(issuer), id, undefined, authentication)
    const { refresh_token: token } = await signInShortly(other, scope)
    assert.equal((await client.refreshTokenGrant(other, token)).claims().email, grace, method)
  }
  pass('each way to authenticate')

  const rotating = await client.discovery(new URL(issuer), 'rotator', 'rotated')
  const { refresh_token: first } = await signInShortly(rotating, scope)
  const { refresh_token: second } = await client.refreshTokenGrant(rotating, first)
  assert.notEqual(second, first)
  await assert.rejects(client.refreshTokenGrant(rotating, first), { error: 'invalid_grant' })
  pass('rotation')
})
