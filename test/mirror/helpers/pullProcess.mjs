// Pulls CIS and CERN from the mock at a URL into a mirror, in a process that tests kill. Prints the code of its error.
import { openMirror } from '@personctl/mirror'
import { clientCredentials, createCernClient, createCisClient } from '@personctl/sdk'

const [url, target] = process.argv.slice(2)
const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }
const cis = createCisClient({
  baseUrl: url,
  auth: clientCredentials({ ...credentials, tokenUrl: `${url}/oauth/token` }),
})
const cern = createCernClient({
  baseUrl: url,
  auth: clientCredentials({ ...credentials, tokenUrl: `${url}/auth/realms/cern/api-access/token` }),
})
try {
  const mirror = await openMirror(target)
  await mirror.pull({ clients: { cis, cern }, limits: { gone: '100%', memberships: '100%' } })
  await mirror.close()
} catch (error) {
  console.log(error.code)
  process.exitCode = 1
} finally {
  await Promise.all([cis.close(), cern.close()])
}
