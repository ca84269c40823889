import { nearestWord } from '../../text/nearestWord.ts'
import { UsageError } from '../usageError.ts'
import type { Variables } from '../variables.ts'

/**
 * Reads what `--env` gives: variables whose values may name others, as `{PERSONCTL_MOCK_URL}/v2` does.
 *
 * @returns a function from the variables that may be named to those that were given; it throws UsageError if one names
 *   another that is not there
 * @throws UsageError if one has no name or no value
 */
export function readVariables(written: readonly string[]): (known: Variables) => Variables {
  const given = written.map((text) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined)
      throw new UsageError(`--env must be NAME=VALUE, with a NAME of letters, digits and _`)
    return [name, value] as const
  })
  return (known) =>
    Object.fromEntries(given.map(([name, value]) => [name, filledIn(value, name, known)] as const))
}

function filledIn(value: string, name: string, known: Variables): string {
  return value.replace(/\{(PERSONCTL_\w*)\}/g, (_, wanted: string) => {
    const found = Object.hasOwn(known, wanted) ? known[wanted] : undefined
    if (found !== undefined) return found
    const names = Object.keys(known)
    const nearest = nearestWord(wanted, names)
    const wayOut = nearest === undefined ? `there are ${names.join(', ')}` : `did you mean {${nearest}}?`
    throw new UsageError(`--env ${name} names {${wanted}}, which is not set; ${wayOut}`)
  })
}
