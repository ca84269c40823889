import type { Redactor } from '../text/redactor.ts'
import { describeFailure, type Failure } from './failure.ts'

/** What an error means, without a secret: taken out before it is written as JSON, which spells one in ways of its own. */
export function describeHidden(error: unknown, { redact }: Redactor): Failure {
  const failure = describeFailure(error)
  const { message, hint, id, body } = failure
  const redacted = (text: string | null) => (text === null ? null : redact(text))
  return {
    ...failure,
    message: redact(message),
    hint: redacted(hint),
    id: redacted(id),
    body: redacted(body),
  }
}
