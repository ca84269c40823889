import { AdminError } from './adminError.ts'
import { choice } from './choice.ts'

/** There is nothing of this name. @param known names there are */
export function notFound(what: string, name: string, known: readonly string[]): AdminError {
  const hint = known.length === 0 ? 'there is none' : choice(name, known)
  return new AdminError('not_found', `There is no ${what} ${name}`, hint)
}
