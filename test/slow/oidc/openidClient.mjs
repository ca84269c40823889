import assert from 'node:assert/strict'
import * as client from 'openid-client'
import { Browser, clientId, clientSecret, grace, signInEverywhere } from './signIn.mjs'

const redirectUri = 'https://app.example/callback'
const afterLogout = 'https://app.example/goodbye'

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
})
