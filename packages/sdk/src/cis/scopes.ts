import {
  type Classification,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Scope,
  scopeValues,
} from '@personctl/generated/cis'
import {
  attributeNames,
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/generated/cisAttributes'
import { checkOneOf, checkOptions, checkString, invalidArgument } from '../arguments.ts'
import { service } from './cisApi.ts'

/**
 * Returns the smallest set of scopes with which a token shows the given attributes, for a profile with the default
 * classifications and displays. Scopes apply to classifications and levels, not to attributes, so the token may show
 * other attributes as well.
 *
 * @param attributes paths such as `staff_information.title`; the name of a group includes all its attributes
 * @returns the scopes, in the order in which the service lists them; empty if all attributes are public
 * @throws {InvalidRequestError} for an unknown attribute
 * @example
 * scopesFor(['staff_information.title', 'primary_email'])
 * // ['classification:mozilla_confidential', 'display:ndaed', 'display:none']
 */
export function scopesFor(attributes: readonly string[]): Scope[] {
  if (!Array.isArray(attributes))
    throw invalidArgument(service, 'attributes', attributes, 'a list of attributes')
  const needed = new Set<Scope>()
  for (const attribute of attributes.flatMap(selectAttributes)) {
    const { classification, display } = requiredScopes(attribute)
    if (classification !== undefined) needed.add(classification)
    if (display !== undefined) needed.add(display)
  }
  return scopeValues.filter((scope) => needed.has(scope))
}

function selectAttributes(name: string): ProfileAttribute[] {
  checkOneOf(service, 'attribute', name, attributeNames)
  return profileAttributes.filter(({ path, group }) => path === name || group === name)
}

/** The visibility of one attribute for a token. */
export interface AttributeVisibility {
  readonly path: ProfileAttributePath
  /** The classification of the attribute in a new profile. */
  readonly classification: Classification
  /** The display of the attribute in a new profile. A person can change it. */
  readonly display: Display
  /** True if the token shows the attribute. */
  readonly visible: boolean
  /** The reasons why the attribute is not visible; empty if it is. */
  readonly obstacles: readonly Obstacle[]
}

/** A reason why an attribute is not visible. */
export type Obstacle =
  | { readonly because: 'classification' | 'display'; readonly missingScope: Scope }
  | { readonly because: 'filterDisplay' }

/**
 * Returns the visibility of every attribute for a token, for a profile with the default classifications and displays.
 *
 * @param scopes the scopes of the token, as a list or as a string separated by spaces
 * @param options.filterDisplay the level that is passed to `users.get`. @default none
 * @returns all 53 attributes, in the order of the schema
 * @throws {InvalidRequestError} for an unknown display level
 * @example
 * for (const { path, visible, obstacles } of visibleAttributes('classification:workgroup display:none')) {
 *   console.log(path, visible || obstacles)
 * }
 * @see https://github.com/mozilla-iam/cis for the filter that this predicts, `python-modules/cis_profile_retrieval_service`
 */
export function visibleAttributes(
  scopes: string | readonly string[],
  options: { filterDisplay?: DisplayLevel | undefined } = {},
): AttributeVisibility[] {
  checkOptions(service, options, { filterDisplay: 1 })
  const { filterDisplay } = options
  if (filterDisplay !== undefined) checkOneOf(service, 'filterDisplay', filterDisplay, displayLevelValues)
  const list = typeof scopes === 'string' ? scopes.split(/\s+/) : scopes
  if (!Array.isArray(list)) throw invalidArgument(service, 'scopes', scopes, 'a list of scopes or a string')
  for (const scope of list) if (scope !== '') checkString(service, 'scopes', scope)
  const granted = new Set<string>(list)
  return profileAttributes.map(({ path, classification, display }) => {
    const missing = missingScopes(requiredScopes({ classification, display }), granted)
    const obstacles: Obstacle[] = []
    for (const because of ['classification', 'display'] as const) {
      const missingScope = missing[because]
      if (missingScope !== undefined) obstacles.push({ because, missingScope })
    }
    if (filterDisplay !== undefined && !isWithin(display, filterDisplay))
      obstacles.push({ because: 'filterDisplay' })
    return { path, classification, display, visible: obstacles.length === 0, obstacles }
  })
}

/** The scopes that an attribute requires: one for its classification, one for its display. */
interface RequiredScopes {
  classification: Scope | undefined
  display: Scope | undefined
}

/** Returns the scopes that an attribute requires. No scope implies another. */
function requiredScopes({
  classification,
  display,
}: Pick<ProfileAttribute, 'classification' | 'display'>): RequiredScopes {
  return { classification: classificationScopes[classification], display: displayScopes[display ?? 'null'] }
}

/** The scope of each classification; none for public attributes. */
const classificationScopes: Readonly<Record<Classification, Scope | undefined>> = {
  PUBLIC: undefined,
  'MOZILLA CONFIDENTIAL': 'classification:mozilla_confidential',
  'WORKGROUP CONFIDENTIAL: STAFF ONLY': 'classification:workgroup:staff_only',
  'WORKGROUP CONFIDENTIAL': 'classification:workgroup',
  'INDIVIDUAL CONFIDENTIAL': 'classification:individual',
}

// These two include every classification, and every display level.
const everyClassification: Scope = 'read:fullprofile'
const everyDisplay: Scope = 'display:all'

/** The scope of each display. `display:private` exists and is granted, but the service never checks it. */
const displayScopes: Readonly<Record<DisplayLevel | 'null', Scope | undefined>> = {
  public: undefined,
  authenticated: 'display:authenticated',
  vouched: 'display:vouched',
  ndaed: 'display:ndaed',
  staff: 'display:staff',
  private: everyDisplay,
  null: 'display:none',
}

function missingScopes(
  { classification, display }: RequiredScopes,
  granted: ReadonlySet<string>,
): RequiredScopes {
  const isGranted = (scope: Scope | undefined, every: Scope) =>
    scope === undefined || granted.has(scope) || granted.has(every)
  return {
    classification: isGranted(classification, everyClassification) ? undefined : classification,
    display: isGranted(display, everyDisplay) ? undefined : display,
  }
}

/** Returns true if `filterDisplay` includes a display: a level includes itself and all wider ones, but not null. */
function isWithin(display: Display, filterDisplay: DisplayLevel): boolean {
  return display !== null && displayLevelValues.indexOf(display) <= displayLevelValues.indexOf(filterDisplay)
}
