// A publisher in the style of an Auth0 action: at the first login of a person it creates the profile, each attribute signed with
// jsonwebtoken. Arguments: the URL of the mock, a file with the null profile, a file with the private key as PEM.
import { readFile } from 'node:fs/promises'
import jwt from 'jsonwebtoken'

const [url, nullProfile, keyFile] = process.argv.slice(2)
const publisher = 'access_provider'
const key = Buffer.from((await readFile(keyFile)).toString('base64'), 'base64').toString()

function sign(attribute) {
  const { signature, ...content } = attribute
  const value = jwt.sign(content, key, { algorithm: 'RS256', noTimestamp: true })
  return {
    ...content,
    signature: {
      ...signature,
      publisher: { ...signature.publisher, alg: 'RS256', name: publisher, typ: 'JWS', value },
    },
  }
}

const { api } = await (await fetch(`${url}/.well-known/mozilla-iam`)).json()
const credentials = { client_id: 'demo', client_secret: 'demo-secret', grant_type: 'client_credentials' }
const token = await fetch(`${url}/oauth/token`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...credentials, audience: api.audience }),
}).then((response) => response.json())

const profile = JSON.parse(await readFile(nullProfile, 'utf8'))
const now = new Date().toISOString()
const userId = 'github|4711'
const values = {
  user_id: userId,
  active: true,
  primary_email: 'jürgen@example.org',
  first_name: 'Jürgen',
  last_name: 'O’Neill',
  login_method: 'github',
  created: now,
}
for (const [name, value] of Object.entries(values)) {
  const metadata = { ...profile[name].metadata, created: now, last_modified: now }
  profile[name] = sign({ ...profile[name], metadata, value })
}
const id = profile.identities.github_id_v3
profile.identities.github_id_v3 = sign({
  ...id,
  metadata: { ...id.metadata, last_modified: now },
  value: '4711',
})

for (let time = 0; time < 2; time++) {
  const response = await fetch(`${api.endpoints.change}/v2/user?user_id=${encodeURI(userId)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(profile),
  })
  console.log(response.status, (await response.json()).condition)
}
