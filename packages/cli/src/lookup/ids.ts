import { UsageError } from '../failure/usageError.ts'

/** What stands on a line for the ids on stdin. */
export const stdinMark = '-'

/** Ids as typed, with the mark for those on stdin once at most. Throws UsageError where they make no sense. */
export function parseIds(operands: readonly string[]): readonly string[] {
  if (operands.some((operand) => operand.trim() === ''))
    throw new UsageError('An id is empty.', 'Is a variable of your script not set?')
  if (operands.filter((operand) => operand === stdinMark).length > 1) {
    throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
  }
  return operands
}
