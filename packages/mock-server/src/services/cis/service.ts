import {
  type Discovery,
  type DiscoveryKey,
  type Publisher,
  publisherValues,
  scopeValues,
} from '@personctl/openapi/cis'
import { profileSchema } from '@personctl/openapi/cisProfileSchema'
import { Hono } from 'hono'
import { readAttribute } from '../../directory/profile.ts'
import { baseUrlOf, decodedPathOf } from '../../http/request.ts'
import type { Handler } from '../../http/response.ts'
import { publicKeyInfo, signingKey } from '../../oauth/keys.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { serialise } from '../../text/json.ts'
import { addListRoutes } from './lists.ts'
import { addOpenRestRoute, type CisParts, type CisRoutes, ServiceFailure } from './route.ts'
import { addSingleUserRoutes } from './user.ts'

/** The audiences of CIS: production, testing, development. A token for any of them is accepted. */
export const cisAudiences: readonly [string, string, string] = [
  'api.sso.mozilla.com',
  'api.test.sso.allizom.org',
  'api.dev.sso.allizom.org',
]

const keyIds: Record<Publisher, string> = {
  ldap: 'LDAPKeyId',
  mozilliansorg: 'MozilliansorgKeyId',
  hris: 'HRISKeyId',
  cis: 'CISKeyId',
  access_provider: 'APKeyId',
}

/** The document at `/.well-known/mozilla-iam`, with the server itself in the place of every service it stands for. */
function discoveryDocument(baseUrl: string): Discovery {
  const wellKnown = `${baseUrl}/.well-known`
  return {
    oidc_discovery_uri: `${wellKnown}/openid-configuration`,
    access_file: {
      endpoint: 'https://cdn.sso.mozilla.com/apps.yml',
      aai_mapping: {
        LOW: ['NO_RECENT_AUTH_FAIL', 'AUTH_RATE_NORMAL'],
        MEDIUM: ['2FA', 'HAS_KNOWN_BROWSER_KEY', 'HIGH_ASSURANCE_IDP'],
        HIGH: ['GEOLOC_NEAR', 'SAME_IP_RANGE'],
        MAXIMUM: ['KEY_AUTH'],
      },
      jwks: { keys: keyNamed('AccessFile') },
    },
    api: {
      endpoints: { change: baseUrl, person: baseUrl },
      audience: cisAudiences[0],
      profile_schema_uri: `${wellKnown}/profile.schema`,
      // The real document leaves this one out as well.
      scopes_supported: scopeValues.filter((scope) => scope !== 'search:all'),
      publishers_rules_uri: `${wellKnown}/mozilla-iam-publisher-rules`,
      publishers_jwks: Object.fromEntries(
        publisherValues.map((publisher) => [publisher, { keys: [keyNamed(keyIds[publisher])] }]),
      ),
    },
  }
}

function keyNamed(kid: string): DiscoveryKey {
  return {
    alg: 'RS256',
    kty: 'RSA',
    use: 'sig',
    x5c: [publicKeyInfo],
    n: signingKey.n,
    e: signingKey.e,
    kid,
  }
}

const metadata = '/v2/user/metadata/'

/** What takes no token: whether somebody exists, what the service is, and how it is described. */
function addOpenRoutes(routes: CisRoutes): void {
  addOpenRestRoute(routes, `${metadata}:primary_email`, ({ req, env: { directory, responses } }) => {
    const profile = directory.find('primary_email', req.path.slice(metadata.length))
    const groups = profile && readAttribute(profile, 'access_information.ldap')
    if (profile !== undefined && groups === undefined) throw new ServiceFailure('no access_information.ldap')
    const exists = { cis: profile !== undefined, ldap: profile !== undefined && groups !== null }
    return responses.json(`${serialise({ exists })}\n`)
  })
  addOpenRestRoute(routes, '/v2', ({ env: { responses } }) =>
    responses.html('Mozilla Profile Retrieval Service Endpoint'),
  )
  addOpenRestRoute(routes, '/v2/version', ({ env: { responses } }) => responses.json('{"message":"0.0.1"}\n'))

  routes.get('/.well-known/profile.schema', ({ env: { responses } }) =>
    responses.json(JSON.stringify(profileSchema)),
  )
  routes.get('/.well-known/mozilla-iam', ({ req, env: { responses } }) =>
    responses.json(serialise(discoveryDocument(baseUrlOf(req.url)))),
  )
}

const routes = cisRoutes()

/** The Person API, and the documents that describe it. */
export function createCisService(parts: CisParts): Handler {
  return (request) => routes.fetch(request, parts)
}

function cisRoutes(): CisRoutes {
  const routes: CisRoutes = new Hono({ getPath: ({ url }) => decodedPathOf(url) })
  routes.onError((error, { env: { failures } }) =>
    error instanceof InvalidTokenError ? failures.refused(error) : failures.internal(),
  )
  routes.notFound(({ env: { failures } }) => failures.notFound())
  addSingleUserRoutes(routes)
  addListRoutes(routes)
  addOpenRoutes(routes)
  return routes
}
