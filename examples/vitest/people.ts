// The code under test: it knows the real service, and nothing of a mock.
const service = 'https://person.api.sso.mozilla.com'
const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** The job title of the person with a primary e-mail; undefined for nobody, and for who has none. */
export async function titleOf(email: string, credentials: Credentials): Promise<string | undefined> {
  const granted = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      audience: 'api.sso.mozilla.com',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: 'classification:mozilla_confidential display:ndaed display:none',
    }),
  })
  if (!granted.ok) throw new Error(`No token: ${granted.status}`)
  const { access_token } = await granted.json()
  // The service decodes it twice.
  const key = encodeURIComponent(encodeURIComponent(email))
  const answer = await fetch(`${service}/v2/user/primary_email/${key}`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  if (!answer.ok) throw new Error(`No answer: ${answer.status}`)
  const profile = await answer.json()
  return profile.staff_information?.title?.value ?? undefined
}
