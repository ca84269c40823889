// The code under test knows the real service only, not the mock.
const service = 'https://person.api.sso.mozilla.com'
const tokenUrl = 'https://auth.mozilla.auth0.com/oauth/token'

export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** Returns the job title of the person with a primary e-mail; undefined for an unknown person or one without a title. */
export async function getTitle(email: string, credentials: Credentials): Promise<string | undefined> {
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
  // The service decodes the key twice.
  const key = encodeURIComponent(encodeURIComponent(email))
  const response = await fetch(`${service}/v2/user/primary_email/${key}`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  if (!response.ok) throw new Error(`No profile: ${response.status}`)
  const profile = await response.json()
  return profile.staff_information?.title?.value ?? undefined
}
