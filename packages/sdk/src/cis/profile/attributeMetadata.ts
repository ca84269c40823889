import { type ProfileAttributePath, profileAttributes } from '../attributes.generated.ts'
import { checkOneOf } from '../checks.ts'
import type { Metadata, Profile, Signature } from '../wire.generated.ts'

/** What a profile says about one of its attributes, beside the value. */
export interface AttributeMetadata extends Metadata {
  readonly signature: Signature
}

/**
 * The classification, display, dates, verification and signature of one attribute.
 *
 * @param path such as `first_name` or `staff_information.title`
 * @returns undefined where the profile lacks the attribute, as when the token could not see it
 * @throws InvalidRequestError for an attribute that there is not
 * @example
 * attributeMetadata(profile, 'staff_information.title')?.display // 'ndaed'
 */
export function attributeMetadata(
  profile: Profile,
  path: ProfileAttributePath,
): AttributeMetadata | undefined {
  checkOneOf('path', path, paths)
  const [first = '', second] = path.split('.')
  const outer = (profile as Record<string, unknown>)[first]
  const attribute = second === undefined ? outer : (outer as Record<string, unknown> | undefined)?.[second]
  if (attribute === undefined) return undefined
  const { metadata, signature } = attribute as { metadata: Metadata; signature: Signature }
  return { ...metadata, signature }
}

const paths = profileAttributes.map(({ path }) => path)
