import { checkText } from '../../client/checkText.ts'
import { InvalidRequestError } from '../../http/errors/index.ts'
import { isObject, service } from '../checks.ts'
import { AmbiguousNameError, type NameCandidate } from './AmbiguousNameError.ts'

/**
 * What something is called: by its id or its name. A text in the form of a UUID is taken for an id, whatever names there
 * are; any other text for either. Whoever manages a group may name it like another, so ids are the safer choice for what
 * is decided by them.
 */
export type Naming = string | { readonly id: string } | { readonly name: string }

/** The same for a resource, which may also have an id elsewhere. */
export type ResourceNaming = Naming | { readonly externalId: string }

interface Named {
  readonly id?: string
  readonly name?: string
  readonly externalId?: string
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Tells whether something is what is meant. Throws InvalidRequestError for what names nothing. */
export function matcher(
  option: string,
  naming: ResourceNaming,
  keys: readonly (keyof Named)[] = ['id', 'name'],
): (thing: Named) => boolean {
  if (!isObject(naming)) {
    checkText(service, option, naming)
    if (uuid.test(naming)) return byId(naming)
    return ({ id, name }) => name === naming || id === naming
  }
  const givenAs: Named = naming
  const [key, ...others] = keys.filter((one) => givenAs[one] !== undefined)
  if (key === undefined || others.length > 0) {
    throw new InvalidRequestError(
      `${option} has ${key === undefined ? 'none' : 'several'} of ${keys.join(', ')}.`,
      {
        service,
        hint: 'Give one of them.',
      },
    )
  }
  const given: unknown = givenAs[key]
  checkText(service, `${option}.${key}`, given)
  return key === 'id' ? byId(given) : (thing) => thing[key] === given
}

function byId(wanted: string): (thing: Named) => boolean {
  const canonical = canonicalId(wanted)
  return ({ id }) => id === wanted || (id !== undefined && canonicalId(id) === canonical)
}

/** The digits of a UUID may be in upper or in lower case. */
function canonicalId(id: string): string {
  return uuid.test(id) ? id.toLowerCase() : id
}

/**
 * Throws AmbiguousNameError unless all of these are one and the same: what has the same id, or the same name and no id.
 *
 * @param what such as `policies`
 * @param candidateOf says of one what the error says
 */
export function requireOne<Found>(
  what: string,
  naming: ResourceNaming,
  found: readonly Found[],
  candidateOf: (one: Found) => NameCandidate,
): void {
  if (found.length < 2) return
  const different = new Map<string, NameCandidate>()
  for (const one of found) {
    const candidate = candidateOf(one)
    // Where only some have an id, those without are something else, whatever their name.
    const identity = candidate.id === undefined ? `name ${candidate.name}` : `id ${canonicalId(candidate.id)}`
    if (!different.has(identity)) different.set(identity, candidate)
  }
  if (different.size < 2) return
  const candidates = [...different.values()]
  throw new AmbiguousNameError(
    `${JSON.stringify(isObject(naming) ? Object.values(naming)[0] : naming)} means any of ${different.size} ${what}: ${candidates.map(described).join('; ')}.`,
    candidates,
    { service, hint: 'Name it by its id.' },
  )
}

function described({ id, name, group }: NameCandidate): string {
  const itself = id === undefined ? `${JSON.stringify(name)}, which has no id` : id
  return group === undefined ? itself : `${itself} in ${JSON.stringify(group)}`
}
