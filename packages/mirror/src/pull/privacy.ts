import { createHmac } from 'node:crypto'
import type { Service } from '../schema/collections.ts'
import type { RowData } from './comparison.ts'

/** Attributes that are stored only if they are included. */
export const optionalAttributes: readonly string[] = ['birthDate']

/** Attributes that move without a change of the person: they would report everybody every night. */
const volatileAttributes: readonly string[] = ['last_modified', 'modificationTime']

/** Attributes without which a mirror does not work, so that they are stored in any case. */
const neededAttributes: Readonly<Record<Service, readonly string[]>> = {
  cis: ['active'],
  cern: ['groupIdentifier', 'applicationIdentifier', 'applicationId', 'name'],
  dabp: ['groups'],
}

/**
 * Attributes that say what somebody is, not who, and so stay readable among pseudonyms. All others are replaced, also
 * those that a service adds one day.
 */
const readableAttributes = new Set([
  'active',
  'login_method',
  'created',
  'timezone',
  'languages',
  'access_information.ldap',
  'access_information.mozilliansorg',
  'access_information.access_provider',
  'staff_information.manager',
  'staff_information.director',
  'staff_information.staff',
  'staff_information.title',
  'staff_information.team',
  'staff_information.cost_center',
  'staff_information.worker_type',
  'staff_information.office_location',
  'type',
  'source',
  'unconfirmed',
  'resourceCategory',
  'reassignable',
  'autoReassign',
  'blocked',
  'securityIssues',
  'blockingReason',
  'blockingTime',
  'blockingDeadline',
  'expirationDeadline',
  'activeUser',
  'disabled',
  'cernDepartment',
  'cernGroup',
  'cernSection',
  'building',
  'instituteName',
  'instituteAbbreviation',
  'preferredCernLanguage',
])

/** Parts of `access_information.hris` that stay readable. */
const readableParts = new Set(['worker_type'])

/** The rules for what of a row is stored, and in what form. */
export interface Privacy {
  /** Returns the attributes of a row that are stored. */
  select(service: Service, data: RowData): RowData
  isSelected(attribute: string): boolean
  /** Returns the names of attributes to store that no row had until now, such as misspelt ones. */
  listUnmatched(): string[]
  /** Returns the pseudonym of a value that identifies a person; without a key the value itself. */
  replace(value: string): string
  /** Returns the attributes of a person, with pseudonyms. */
  replaceAll(data: RowData): RowData
  readonly hasPseudonyms: boolean
  /** A text that tells the key from others, and does not reveal it; empty without a key. */
  readonly keyPrint: string
}

/** Returns the rules for what is stored. */
export function createPrivacy(options: {
  only?: readonly string[] | undefined
  include?: readonly string[] | undefined
  pseudonymise?: { readonly key: string } | undefined
}): Privacy {
  const { only, include = [], pseudonymise } = options
  const wanted = only && new Set([...only, ...include])
  const left = new Set([
    ...volatileAttributes,
    ...optionalAttributes.filter((attribute) => !include.includes(attribute) && !only?.includes(attribute)),
  ])
  const isSelected = (attribute: string) =>
    !left.has(attribute) && (wanted === undefined || wanted.has(attribute) || wanted.has(groupOf(attribute)))
  const named = new Set([...(only ?? []), ...include])
  for (const identifier of identifiers) named.delete(identifier)
  const key = pseudonymise?.key
  const replace = (value: string) => (key === undefined || value === '' ? value : pseudonymOf(key, value))
  return {
    isSelected,
    listUnmatched: () => [...named],
    select: (service, data) => {
      const needed = neededAttributes[service]
      const selected: RowData = Object.create(null)
      for (const name of Object.keys(data)) {
        if (named.size > 0) {
          named.delete(name)
          named.delete(groupOf(name))
        }
        if (isSelected(name) || needed.includes(name)) selected[name] = data[name]
      }
      return selected
    },
    replace,
    replaceAll: (data) => (key === undefined ? data : replaceValues(data, replace)),
    hasPseudonyms: key !== undefined,
    keyPrint: key === undefined ? '' : pseudonymOf(key, 'personctl mirror').slice(2, 14),
  }
}

/** Attributes that are the identifiers of rows, and so are no longer among their data. */
const identifiers: readonly string[] = ['uuid', 'id']

/** Returns the group of an attribute, such as `staff_information`; the attribute itself if it has none. */
function groupOf(attribute: string): string {
  const end = attribute.indexOf('.')
  return end < 0 ? attribute : attribute.slice(0, end)
}

/** E-mails and logins are equal regardless of case, and so are their pseudonyms. */
function pseudonymOf(key: string, value: string): string {
  return `p_${createHmac('sha256', key).update(value.toLowerCase()).digest('hex').slice(0, 24)}`
}

function replaceValues(data: RowData, replace: (value: string) => string): RowData {
  const replaceAny = (value: unknown): unknown => {
    if (typeof value === 'string') return replace(value)
    if (typeof value === 'number') return replace(String(value))
    if (Array.isArray(value)) return value.map(replaceAny)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [replace(name), replaceAny(child)]),
    )
  }
  return Object.fromEntries(
    Object.entries(data).map(([attribute, value]) => {
      if (readableAttributes.has(attribute)) return [attribute, value]
      if (attribute !== 'access_information.hris') return [attribute, replaceAny(value)]
      // Its names are those of fields, as that of an employee id, by which the services are joined.
      const parts = Object.entries((value ?? {}) as RowData).map(([name, part]) => [
        name,
        readableParts.has(name) ? part : replaceAny(part),
      ])
      return [attribute, value === null ? null : Object.fromEntries(parts)]
    }),
  )
}
