// passport-openidconnect reads no discovery document, verifies no signature and signs nobody out: an application that uses
// it gives the URLs itself, and refreshes with the library that is below it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import express from 'express'
import session from 'express-session'
import { OAuth2 } from 'oauth'
import passport from 'passport'
import OpenIDConnectStrategy from 'passport-openidconnect'
import { Browser, clientId, clientSecret, grace, signInEverywhere } from './signIn.mjs'

await signInEverywhere(async ({ name, issuer, scope }, pass) => {
  const discovery = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const server = await discovery.json()
  const app = express()
  const listener = app.listen(0)
  await once(listener, 'listening')
  const home = `http://localhost:${listener.address().port}`

  const options = {
    issuer,
    authorizationURL: server.authorization_endpoint,
    tokenURL: server.token_endpoint,
    userInfoURL: server.userinfo_endpoint,
    clientID: clientId,
    clientSecret,
    callbackURL: `${home}/callback`,
    scope: scope.split(' ').filter((word) => word !== 'openid'),
  }
  const strategy = new OpenIDConnectStrategy(
    options,
    (_issuer, told, claimed, _context, idToken, access, refresh, _parameters, done) =>
      done(null, { told, claimed, idToken, access, refresh }),
  )
  passport.use(name, strategy)
  passport.serializeUser((user, done) => done(null, user))
  passport.deserializeUser((user, done) => done(null, user))
  app.use(session({ secret: 'a secret', resave: false, saveUninitialized: false }))
  app.use(passport.session())
  app.get('/login', passport.authenticate(name))
  app.get('/callback', passport.authenticate(name), (request, response) => response.json(request.user))

  const browser = new Browser()
  const page = await browser.open(`${home}/login`)
  const { html } = await browser.click(page, 'Grace Hopper')
  const user = JSON.parse(html)
  pass('code')
  assert.equal(user.claimed.id, user.told.id)
  pass('ID token')
  assert.equal(user.told.emails[0].value, grace)
  assert.equal(user.told.displayName, 'Grace Hopper')
  pass('userinfo')

  const { authorizationURL, tokenURL } = options
  const below = new OAuth2(clientId, clientSecret, '', authorizationURL, tokenURL)
  const grant = { grant_type: 'refresh_token' }
  const fresh = await new Promise((resolve, reject) => {
    below.getOAuthAccessToken(user.refresh, grant, (error, token) => (error ? reject(error) : resolve(token)))
  })
  assert(fresh !== undefined && fresh !== user.access)
  pass('refresh')

  const hint = { id_token_hint: user.idToken, post_logout_redirect_uri: `${home}/login` }
  const end = `${server.end_session_endpoint}?${new URLSearchParams(hint)}`
  assert.match((await browser.open(end)).html, /asks who you are/)
  pass('logout')

  const refused = await browser.click(await new Browser().open(`${home}/login`), 'Refuse')
  assert.equal(refused.status, 401)
  pass('refusal')
  listener.close()
})
