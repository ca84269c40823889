import { publicKeyInfo, signingKey } from '../oauth/signingKey.ts'
import type { Discovery, DiscoveryKey, Publisher } from '../openapi/cis.generated.ts'
import { publisherValues, scopeValues } from '../openapi/cis.generated.ts'
import { cisAudiences } from './audiences.ts'

const keyIds: Record<Publisher, string> = {
  ldap: 'LDAPKeyId',
  mozilliansorg: 'MozilliansorgKeyId',
  hris: 'HRISKeyId',
  cis: 'CISKeyId',
  access_provider: 'APKeyId',
}

/** The document at `/.well-known/mozilla-iam`, with the server itself in the place of every service it stands for. */
export function discoveryDocument(baseUrl: string): Discovery {
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
