import type { Discovery } from '@personctl/sdk'
import * as z from 'zod/mini'

/** What is used of the document that CIS publishes. */
export interface IamDocument extends Pick<Discovery, 'oidc_discovery_uri'> {
  readonly api: Pick<Discovery['api'], 'audience'> & {
    readonly endpoints: Pick<Discovery['api']['endpoints'], 'person'>
  }
}

/** What is used of an OpenID Connect provider's. */
export interface OpenIdDocument {
  readonly token_endpoint: string
}

const address = z.url({ protocol: /^https?$/ })

const iamDocument: z.ZodMiniType<IamDocument> = z.object({
  oidc_discovery_uri: address,
  api: z.object({ audience: z.string().check(z.minLength(1)), endpoints: z.object({ person: address }) }),
})

const openIdDocument: z.ZodMiniType<OpenIdDocument> = z.object({ token_endpoint: address })

export function isIamDocument(value: unknown): value is IamDocument {
  return iamDocument.safeParse(value).success
}

export function isOpenIdDocument(value: unknown): value is OpenIdDocument {
  return openIdDocument.safeParse(value).success
}
