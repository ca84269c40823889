import type { ProfileAttribute } from '../attributes.generated.ts'
import {
  type Classification,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type Scope,
} from '../wire.generated.ts'

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
export function scopesOf({
  classification,
  display,
}: Pick<ProfileAttribute, 'classification' | 'display'>): RequiredScopes {
  return { classification: scopeOfClassification[classification], display: scopeOfDisplay[display ?? 'null'] }
}

export interface RequiredScopes {
  classification: Scope | undefined
  display: Scope | undefined
}

/** Of the scopes that an attribute takes, those that a token lacks. */
export function lackingScopes(required: RequiredScopes, scopes: ReadonlySet<string>): RequiredScopes {
  const { classification, display } = required
  const has = (scope: Scope | undefined, passing: Scope) =>
    scope === undefined || scopes.has(scope) || scopes.has(passing)
  return {
    classification: has(classification, passesClassification) ? undefined : classification,
    display: has(display, passesDisplay) ? undefined : display,
  }
}

/** Whether `filterDisplay` keeps an attribute: a level keeps itself and all wider ones, and null is none of them. */
export function isWithin(display: Display, filterDisplay: DisplayLevel): boolean {
  return display !== null && displayLevelValues.indexOf(display) <= displayLevelValues.indexOf(filterDisplay)
}
