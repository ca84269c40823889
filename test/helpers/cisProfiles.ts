const signature = {
  publisher: { alg: 'RS256', typ: 'JWS', name: 'cis', value: '' },
  additional: [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }],
}
const metadata = {
  classification: 'PUBLIC',
  display: 'public',
  verified: true,
  created: '1970-01-01T00:00:00Z',
  last_modified: '1970-01-01T00:00:00Z',
}

/** An attribute as the service writes it. */
export const value = (of: string | boolean | null): object => ({ metadata, signature, value: of })
export const values = (of: unknown): object => ({ metadata, signature, values: of })

/** A profile with these attributes, in these places. */
export function profile(attributes: Record<string, unknown>): object {
  return {
    access_information: {},
    identities: {},
    staff_information: {},
    schema: 'https://auth.mozilla.com/.well-known/profile.schema',
    ...attributes,
  }
}
