import { contentOf } from '../directory/storedProfile.ts'
import { baseUrlOf } from '../http/requestTarget.ts'
import { profileSchema } from '../openapi/cisProfileSchema.generated.ts'
import { serialise } from '../text/serialise.ts'
import { discoveryDocument } from './discovery.ts'
import { addOpenRestRoute, type CisRoutes } from './restRoute.ts'
import { ServiceFailure } from './serviceFailure.ts'

const metadata = '/v2/user/metadata/'

/** What takes no token: whether somebody exists, what the service is, and how it is described. */
export function addOpenRoutes(routes: CisRoutes): void {
  addOpenRestRoute(routes, `${metadata}:primary_email`, ({ req, env: { directory, responder } }) => {
    const profile = directory.find('primary_email', req.path.slice(metadata.length))
    const groups = profile && contentOf(profile, 'access_information.ldap')
    if (profile !== undefined && groups === undefined) throw new ServiceFailure('no access_information.ldap')
    const exists = { cis: profile !== undefined, ldap: profile !== undefined && groups !== null }
    return responder.json(`${serialise({ exists })}\n`)
  })
  addOpenRestRoute(routes, '/v2', ({ env: { responder } }) =>
    responder.html('Mozilla Profile Retrieval Service Endpoint'),
  )
  addOpenRestRoute(routes, '/v2/version', ({ env: { responder } }) => responder.json('{"message":"0.0.1"}\n'))

  routes.get('/.well-known/profile.schema', ({ env: { responder } }) =>
    responder.json(JSON.stringify(profileSchema)),
  )
  routes.get('/.well-known/mozilla-iam', ({ req, env: { responder } }) =>
    responder.json(serialise(discoveryDocument(baseUrlOf(req.url)))),
  )
}
