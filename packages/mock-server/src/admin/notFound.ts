import { nearestWord } from '../text/nearestWord.ts'
import { AdminError } from './adminError.ts'

/** There is nothing of this name. @param known names there are */
export function notFound(what: string, name: string, known: readonly string[]): AdminError {
  const nearest = nearestWord(name, known)
  const some = known.slice(0, 10).join(', ')
  const hint =
    nearest !== undefined
      ? `did you mean ${nearest}?`
      : known.length === 0
        ? 'there is none'
        : `there are ${some}`
  return new AdminError('not_found', `There is no ${what} ${name}`, hint)
}
