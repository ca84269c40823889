import {
  type Classification,
  type Display,
  type DisplayLevel,
  displayLevelValues,
  type LegacyClassification,
  type Scope,
} from '@personctl/generated/cis'

/** The rights that a token gives. */
export interface Entitlement {
  readonly checks: readonly Check[]
  readonly maySearch: boolean
}

export function entitlementOf(scopes: readonly string[]): Entitlement {
  return { checks: checksOfScopes(scopes), maySearch: scopes.includes('search:all' satisfies Scope) }
}

/** A check that an attribute must pass: a key of its metadata, and the values that are allowed there. */
export interface Check {
  readonly key: 'classification' | 'display'
  readonly allowed: ReadonlySet<unknown>
}

// A level implies no other. The second label of each is that of older records.
const classificationsByScope: Partial<Record<Scope, readonly (Classification | LegacyClassification)[]>> = {
  'classification:mozilla_confidential': [
    'MOZILLA CONFIDENTIAL',
    "Mozilla Confidential - Staff and NDA'd Mozillians Only",
  ],
  'classification:workgroup:staff_only': ['WORKGROUP CONFIDENTIAL: STAFF ONLY'],
  'classification:workgroup': ['WORKGROUP CONFIDENTIAL', 'Mozilla Confidential - Specific Work Groups Only'],
  'classification:individual': [
    'INDIVIDUAL CONFIDENTIAL',
    'Mozilla Confidential - Specific Individuals Only',
  ],
}

// `display:private` can be granted, but the service never looks at it.
const displaysByScope: Partial<Record<Scope, Display>> = {
  'display:staff': 'staff',
  'display:ndaed': 'ndaed',
  'display:vouched': 'vouched',
  'display:authenticated': 'authenticated',
  'display:none': null,
}

/** Returns the checks that scopes impose on every attribute, in the order of the service. */
function checksOfScopes(scopes: readonly string[]): readonly Check[] {
  const checks: Check[] = []
  if (!scopes.includes('read:fullprofile')) {
    const allowed = new Set<unknown>(['PUBLIC'] satisfies Classification[])
    for (const scope of scopes)
      for (const label of ownValue(classificationsByScope, scope) ?? []) allowed.add(label)
    checks.push({ key: 'classification', allowed })
  }
  if (!scopes.includes('display:all')) {
    const allowed = new Set<unknown>(['public'] satisfies Display[])
    for (const scope of scopes) {
      const display = ownValue(displaysByScope, scope)
      if (display !== undefined) allowed.add(display)
    }
    checks.push({ key: 'display', allowed })
  }
  return checks
}

// A level includes itself and the wider ones before it, never null.
const checkByLevel = new Map<string, Check>(
  displayLevelValues.map((level, index) => [
    level,
    { key: 'display', allowed: new Set<unknown>(displayLevelValues.slice(0, index + 1)) },
  ]),
)
// The service looks the level up among the attributes of a class in Python. These are others than levels, and it fails when it
// compares a display with them.
const attributesOfClass = new Set(
  'map mro __call__ __class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ __weakref__'.split(
    ' ',
  ),
)
class UnusableSet extends Set<unknown> {
  override has(): boolean {
    throw new TypeError('filterDisplay is the name of another attribute of the Python class with the levels')
  }
}
const unusable: Check = { key: 'display', allowed: new UnusableSet() }
const publicOnly: Check = { key: 'display', allowed: new Set<unknown>(['public'] satisfies DisplayLevel[]) }

// The same checks are one object, so that what is remembered by them is found again.
const checksByLevel = new WeakMap<readonly Check[], Map<Check, readonly Check[]>>()

/** Adds the check of `filterDisplay`. A level that the service does not know counts as `public`. */
export function checksWithLevel(checks: readonly Check[], level: string | null): readonly Check[] {
  if (level === null) return checks
  const check = checkByLevel.get(level) ?? (attributesOfClass.has(level) ? unusable : publicOnly)
  const known = checksByLevel.get(checks) ?? new Map<Check, readonly Check[]>()
  checksByLevel.set(checks, known)
  const together = known.get(check) ?? [...checks, check]
  known.set(check, together)
  return together
}

// A scope may be called `constructor`.
function ownValue<T>(table: Partial<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
