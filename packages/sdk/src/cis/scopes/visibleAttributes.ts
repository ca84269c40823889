import { type ProfileAttributePath, profileAttributes } from '../attributes.generated.ts'
import { checkOneOf } from '../checks.ts'
import {
  type Classification,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Scope,
} from '../wire.generated.ts'
import { isWithin, lackingScopes, scopesOf } from './scopeRule.ts'

/** One thing that keeps an attribute from being shown. */
export type Obstacle =
  | { readonly because: 'classification' | 'display'; readonly missingScope: Scope }
  | { readonly because: 'filterDisplay' }

/** Whether a token sees an attribute, and if not, why. */
export interface AttributeVisibility {
  readonly path: ProfileAttributePath
  /** The classification and the display that a new record has; a person may have changed the display. */
  readonly classification: Classification
  readonly display: Display
  readonly visible: boolean
  /** Everything in the way; empty where the attribute is visible. */
  readonly obstacles: readonly Obstacle[]
}

/**
 * Which attributes of a profile a token shows, for a record whose classifications and displays are the defaults.
 *
 * @param scopes the scopes of the token, as a list or as text with spaces between
 * @param options.filterDisplay the level asked for with `users.get`. @default none
 * @returns all 53 attributes, in the order of the schema
 * @throws InvalidRequestError for a display level that there is not
 * @example
 * for (const { path, visible, obstacles } of visibleAttributes('classification:workgroup display:none')) {
 *   console.log(path, visible || obstacles)
 * }
 * @see https://github.com/mozilla-iam/cis for the filter this foretells, `python-modules/cis_profile_retrieval_service`
 */
export function visibleAttributes(
  scopes: string | readonly string[],
  { filterDisplay }: { filterDisplay?: DisplayLevel } = {},
): AttributeVisibility[] {
  if (filterDisplay !== undefined) checkOneOf('filterDisplay', filterDisplay, displayLevelValues)
  const held = new Set(typeof scopes === 'string' ? scopes.split(/\s+/) : scopes)
  return profileAttributes.map(({ path, classification, display }) => {
    const lacking = lackingScopes(scopesOf({ classification, display }), held)
    const obstacles: Obstacle[] = []
    for (const because of ['classification', 'display'] as const) {
      const missingScope = lacking[because]
      if (missingScope !== undefined) obstacles.push({ because, missingScope })
    }
    if (filterDisplay !== undefined && !isWithin(display, filterDisplay))
      obstacles.push({ because: 'filterDisplay' })
    return { path, classification, display, visible: obstacles.length === 0, obstacles }
  })
}
