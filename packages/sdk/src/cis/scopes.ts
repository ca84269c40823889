import {
  type Classification,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Scope,
  scopeValues,
} from '@personctl/openapi/cis'
import {
  attributeNames,
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/openapi/cisAttributes'
import { checkOneOf } from './values.ts'

/** The scopes that let every classification, or every display level, through. */
const passesClassification: Scope = 'read:fullprofile'
const passesDisplay: Scope = 'display:all'

/** The scope each classification takes; none for what everybody may read. */
const scopeOfClassification: Readonly<Record<Classification, Scope | undefined>> = {
  PUBLIC: undefined,
  'MOZILLA CONFIDENTIAL': 'classification:mozilla_confidential',
  'WORKGROUP CONFIDENTIAL: STAFF ONLY': 'classification:workgroup:staff_only',
  'WORKGROUP CONFIDENTIAL': 'classification:workgroup',
  'INDIVIDUAL CONFIDENTIAL': 'classification:individual',
}

/** The scope each display takes. `display:private` exists and is granted, but the service never looks for it. */
const scopeOfDisplay: Readonly<Record<DisplayLevel | 'null', Scope | undefined>> = {
  public: undefined,
  authenticated: 'display:authenticated',
  vouched: 'display:vouched',
  ndaed: 'display:ndaed',
  staff: 'display:staff',
  private: passesDisplay,
  null: 'display:none',
}

/** The least scopes that let an attribute through. No scope implies another. */
function scopesOf({
  classification,
  display,
}: Pick<ProfileAttribute, 'classification' | 'display'>): RequiredScopes {
  return { classification: scopeOfClassification[classification], display: scopeOfDisplay[display ?? 'null'] }
}

interface RequiredScopes {
  classification: Scope | undefined
  display: Scope | undefined
}

/** Of the scopes that an attribute takes, those that a token lacks. */
function lackingScopes(required: RequiredScopes, scopes: ReadonlySet<string>): RequiredScopes {
  const { classification, display } = required
  const has = (scope: Scope | undefined, passing: Scope) =>
    scope === undefined || scopes.has(scope) || scopes.has(passing)
  return {
    classification: has(classification, passesClassification) ? undefined : classification,
    display: has(display, passesDisplay) ? undefined : display,
  }
}

/** Whether `filterDisplay` keeps an attribute: a level keeps itself and all wider ones, and null is none of them. */
function isWithin(display: Display, filterDisplay: DisplayLevel): boolean {
  return display !== null && displayLevelValues.indexOf(display) <= displayLevelValues.indexOf(filterDisplay)
}

/**
 * The least scopes with which a token shows the given attributes, for a record with the default classifications and
 * displays. It may show others as well: scopes go by class and level, not by attribute.
 *
 * @param attributes paths such as `staff_information.title`; the name of a group stands for all it has
 * @returns the scopes, in the order the service lists them; empty where everything is public
 * @throws InvalidRequestError for an attribute that there is not
 * @example
 * scopesFor(['staff_information.title', 'primary_email'])
 * // ['classification:mozilla_confidential', 'display:ndaed', 'display:none']
 */
export function scopesFor(attributes: readonly string[]): Scope[] {
  const needed = new Set<Scope>()
  for (const attribute of attributes.flatMap(attributesNamed)) {
    const { classification, display } = scopesOf(attribute)
    if (classification !== undefined) needed.add(classification)
    if (display !== undefined) needed.add(display)
  }
  return scopeValues.filter((scope) => needed.has(scope))
}

function attributesNamed(name: string): ProfileAttribute[] {
  checkOneOf('attribute', name, attributeNames)
  return profileAttributes.filter(({ path, group }) => path === name || group === name)
}

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
