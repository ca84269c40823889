import { documentedQuirks, type QuirkName, type Quirks, quirkValues } from '@personctl/generated/quirks'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import type { Conformance } from '../services/cis/cisRequest.ts'

/** Thrown for a quirk that does not exist, or has another value than it can have. */
export class QuirkError extends RangeError {
  override readonly name: string = 'QuirkError'

  constructor(
    /** The name of the quirk; empty if the error is about all of them. */
    readonly quirk: string,
    /** The problem, with the value that causes it. */
    readonly reason: string,
    /** The next step. */
    readonly hint: string,
  ) {
    super(`${reason}: ${hint}`)
  }
}

/**
 * Checks quirks that come from a file, from a request, or from JavaScript.
 *
 * @throws {QuirkError}
 */
function checkQuirks(quirks: unknown): Quirks {
  if (!isObject(quirks))
    throw new QuirkError('', 'The quirks are not an object', 'expected names of quirks with their values')
  for (const [name, value] of Object.entries(quirks)) checkQuirk(name, value)
  return quirks
}

function checkQuirk(name: string, value: unknown): void {
  const allowed = Object.hasOwn(quirkValues, name) ? valuesOf(name as QuirkName) : undefined
  if (allowed === undefined) {
    const nearest = didYouMean(name, Object.keys(quirkValues))
    throw new QuirkError(
      name,
      `The quirk ${name} does not exist`,
      nearest === undefined
        ? 'all of them are listed at https://github.com/personctl/personctl/blob/main/docs/mock/quirks.md'
        : `did you mean ${nearest}?`,
    )
  }
  // YAML reads `null` and `900` as other types.
  if (value === undefined || allowed.includes(String(value))) return
  const nearest = didYouMean(String(value), allowed)
  throw new QuirkError(
    name,
    `The quirk ${name} is ${JSON.stringify(value)}`,
    nearest === undefined ? `expected one of ${allowed.join(', ')}` : `did you mean ${nearest}?`,
  )
}

const valuesOf = (name: QuirkName): readonly string[] => quirkValues[name].split(' ')

/**
 * Returns the quirks that differ from the default.
 *
 * @throws {QuirkError} if one does not exist, or has another value than it can have
 */
export function readQuirks(quirks: unknown, conformance: Conformance): Quirks {
  const given = Object.entries(checkQuirks(quirks)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return { ...(conformance === 'documented' ? documentedQuirks : {}), ...Object.fromEntries(given) }
}

/** Returns the value of every quirk. */
export function listQuirks(quirks: Quirks): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(quirkValues) as QuirkName[]).map((name) => [name, quirks[name] ?? valuesOf(name)[0] ?? '']),
  )
}
