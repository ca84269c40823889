import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import { Browser, clientId, clientSecret, grace, signInEverywhere } from './signIn.mjs'

const redirectUri = 'https://app.example/callback'
const afterLogout = 'https://app.example/goodbye'
const client = { client_id: clientId }
const authentication = oauth.ClientSecretBasic(clientSecret)

await signInEverywhere(async ({ issuer, scope }, pass) => {
  const url = new URL(issuer)
  const server = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url))
  pass('discovery')

  const browser = new Browser()
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const authorize = `${server.authorization_endpoint}?${parameters}`
  const callback = new URL(await browser.signInAsGrace(authorize, redirectUri))
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    oauth.validateAuthResponse(server, client, callback, state),
    redirectUri,
    verifier,
  )
  const options = { expectedNonce: nonce, requireIdToken: true }
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, options)
  pass('code and PKCE')
  await oauth.validateApplicationLevelSignature(server, response)
  const claims = oauth.getValidatedIdTokenClaims(tokens)
  assert.equal(claims.email, grace)
  pass('ID token')

  const userInfo = async (token) => {
    const told = await oauth.userInfoRequest(server, client, token)
    return oauth.processUserInfoResponse(server, client, claims.sub, told)
  }
  assert.equal((await userInfo(tokens.access_token)).email, grace)
  pass('userinfo')

  const refresh = async (token) => {
    const refreshed = await oauth.refreshTokenGrantRequest(server, client, authentication, token)
    return oauth.processRefreshTokenResponse(server, client, refreshed)
  }
  const fresh = await refresh(tokens.refresh_token)
  assert.notEqual(fresh.access_token, tokens.access_token)
  await userInfo(fresh.access_token)
  pass('refresh')

  const last = fresh.refresh_token ?? tokens.refresh_token
  const revoked = await oauth.revocationRequest(server, client, authentication, last)
  await oauth.processRevocationResponse(revoked)
  await assert.rejects(refresh(last), { error: 'invalid_grant' })
  pass('revocation')

  const hint = { id_token_hint: tokens.id_token, post_logout_redirect_uri: afterLogout }
  const end = `${server.end_session_endpoint}?${new URLSearchParams(hint)}`
  assert.equal((await browser.open(end, afterLogout)).url, afterLogout)
  const silent = new URL((await browser.open(`${authorize}&prompt=none`, redirectUri)).url)
  assert.throws(() => oauth.validateAuthResponse(server, client, silent, state), { error: 'login_required' })
  pass('logout')
})
