import assert from 'node:assert/strict'
import { once } from 'node:events'
import express from 'express'
import { auth } from 'express-openid-connect'
import { Browser, clientId, clientSecret, grace, signInEverywhere } from './signIn.mjs'

await signInEverywhere(async ({ issuer, scope }, pass) => {
  const app = express()
  const listener = app.listen(0)
  await once(listener, 'listening')
  const home = `http://localhost:${listener.address().port}`
  app.use(
    auth({
      issuerBaseURL: issuer,
      baseURL: home,
      clientID: clientId,
      clientSecret,
      secret: 'a secret that is long enough for its cookie',
      idpLogout: true,
      authorizationParams: { response_type: 'code', scope },
    }),
  )
  app.get('/', async ({ oidc }, response) => {
    const { access_token: token } = oidc.accessToken
    const told = await oidc.fetchUserInfo()
    const fresh = await oidc.accessToken.refresh()
    const toldAgain = await oidc.fetchUserInfo()
    response.json({ claims: oidc.idTokenClaims, told, toldAgain, token, fresh: fresh.access_token })
  })

  const browser = new Browser()
  const { html } = await browser.click(await browser.open(home), 'Grace Hopper')
  pass('discovery')
  assert(html.startsWith('{'), html)
  const seen = JSON.parse(html)
  pass('code and PKCE')
  assert.equal(seen.claims.email, grace)
  assert.equal(seen.claims.iss, issuer)
  pass('ID token')
  assert.deepEqual([seen.told.email, seen.toldAgain.email], [grace, grace])
  pass('userinfo')
  assert(seen.fresh !== undefined && seen.fresh !== seen.token)
  pass('refresh')
  const after = await browser.open(`${home}/logout`)
  assert.match(after.html, /asks who you are/)
  assert.doesNotMatch(after.html, /signed in/)
  pass('logout')
  listener.close()
})
