import type { Hono } from 'hono'
import type { Directory } from '../directory/directory.ts'
import { lookupKeys } from '../directory/lookupKey.ts'
import type { MissedNames } from '../directory/missedNames.ts'
import { contentOf } from '../directory/storedProfile.ts'
import { baseUrlOf, queryOf } from '../http/requestTarget.ts'
import { unquote } from '../http/unquote.ts'
import { profileSchema } from '../openapi/cisProfileSchema.generated.ts'
import { serialise } from '../text/serialise.ts'
import { activeFilterOf, isWanted } from './activeRule.ts'
import { discoveryDocument } from './discovery.ts'
import { addListRoutes, type ListParts } from './lists/routes.ts'
import { checksWithLevel } from './permissions.ts'
import { addOpenRestRoute, addRestRoute } from './restRoute.ts'
import { ServiceFailure } from './serviceFailure.ts'
import { visibleBody } from './visibleProfile.ts'

export interface CisParts extends ListParts {
  readonly directory: Directory
  readonly missed: MissedNames
}

/** The Person API, and the documents that describe it. */
export function addCisRoutes(app: Hono, parts: CisParts): void {
  addSingleUserRoutes(app, parts)
  addListRoutes(app, parts)
  addOpenRoutes(app, parts)
}

function addSingleUserRoutes(app: Hono, parts: CisParts): void {
  const { directory, responder, missed } = parts
  for (const key of lookupKeys) {
    const prefix = `/v2/user/${key}/`
    addRestRoute(app, `${prefix}:value`, parts, ({ req }, { checks }) => {
      // The router has decoded the path once. These routes decode what they find in it a second time.
      const value = unquote(req.path.slice(prefix.length))
      const profile = directory.find(key, value)
      const query = queryOf(req.url)
      if (profile === undefined || !isWanted(profile, activeFilterOf(query.get('active')))) {
        missed.set(req.raw, { key, value })
        return responder.json('{}\n')
      }
      return responder.json(visibleBody(profile, checksWithLevel(checks, query.get('filterDisplay'))))
    })
  }
}

function addOpenRoutes(app: Hono, parts: CisParts): void {
  const { directory, responder } = parts
  const metadata = '/v2/user/metadata/'
  addOpenRestRoute(app, `${metadata}:primary_email`, parts, ({ req }) => {
    const profile = directory.find('primary_email', req.path.slice(metadata.length))
    const groups = profile && contentOf(profile, 'access_information.ldap')
    if (profile !== undefined && groups === undefined) throw new ServiceFailure('no access_information.ldap')
    const exists = { cis: profile !== undefined, ldap: profile !== undefined && groups !== null }
    return responder.json(`${serialise({ exists })}\n`)
  })
  addOpenRestRoute(app, '/v2', parts, () => responder.html('Mozilla Profile Retrieval Service Endpoint'))
  addOpenRestRoute(app, '/v2/version', parts, () => responder.json('{"message":"0.0.1"}\n'))

  const schema = JSON.stringify(profileSchema)
  app.get('/.well-known/profile.schema', () => responder.json(schema))
  app.get('/.well-known/mozilla-iam', ({ req }) =>
    responder.json(serialise(discoveryDocument(baseUrlOf(req.url)))),
  )
}
