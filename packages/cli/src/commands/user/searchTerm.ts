import { profileAttributes, type SearchAttribute, searchAttributes } from '@personctl/sdk'
import { UsageError } from '../../failure/usageError.ts'
import { nearest } from '../../text/nearest.ts'

/** What to search for. */
export interface SearchTerm {
  readonly attribute: SearchAttribute
  readonly value: string | boolean
  /** Whether those are wanted who do not have the value. */
  readonly not: boolean
}

/** Reads `ATTRIBUTE=VALUE`, or `ATTRIBUTE!=VALUE`. Throws UsageError for anything else. */
export function parseSearchTerm(text: string): SearchTerm {
  const [, name, negation, value] = /^([^=]*?)(!?)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)} does not say which value to search for.`,
      'Write it as ATTRIBUTE=VALUE, such as staff_information.staff=true.',
    )
  }
  const attribute = searchAttribute(name.trim())
  return { attribute, value: searchedValue(attribute, value), not: negation === '!' }
}

function searchAttribute(name: string): SearchAttribute {
  const found = searchAttributes.find((attribute) => attribute === name)
  if (found !== undefined) return found
  const meant = nearest(name, searchAttributes)
  throw new UsageError(
    `${JSON.stringify(name)} is no attribute to search by; there are ${searchAttributes.join(', ')}.`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  )
}

function searchedValue(attribute: SearchAttribute, text: string): string | boolean {
  if (text.trim() === '') {
    throw new UsageError(`The value of ${attribute} is empty.`, 'Is a variable of your script not set?')
  }
  if (!isBoolean(attribute)) return text
  const truth = text.toLowerCase()
  if (truth === 'true' || truth === 'false') return truth === 'true'
  throw new UsageError(`${attribute} is searched for ${JSON.stringify(text)}; it takes true or false.`)
}

function isBoolean(attribute: SearchAttribute): boolean {
  return profileAttributes.some(({ path, type }) => path === attribute && type === 'boolean')
}

/** The beginnings of all terms there are; the whole of those that are about true or false. */
export const usualSearchTerms: readonly string[] = searchAttributes.flatMap((attribute) =>
  isBoolean(attribute) ? [`${attribute}=true`, `${attribute}=false`] : [`${attribute}=`],
)
