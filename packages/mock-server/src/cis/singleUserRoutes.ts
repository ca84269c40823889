import { lookupKeys } from '../directory/lookupKey.ts'
import { queryOf } from '../http/requestTarget.ts'
import { unquote } from '../http/unquote.ts'
import { activeFilterOf, isWanted } from './activeRule.ts'
import { checksWithLevel } from './permissions.ts'
import { addRestRoute, type CisRoutes } from './restRoute.ts'
import { visibleBody } from './visibleProfile.ts'

/** One person, by each of the keys. */
export function addSingleUserRoutes(routes: CisRoutes): void {
  for (const key of lookupKeys) {
    const prefix = `/v2/user/${key}/`
    addRestRoute(routes, `${prefix}:value`, ({ req, env }, { checks }) => {
      const { directory, responder, missed } = env
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
