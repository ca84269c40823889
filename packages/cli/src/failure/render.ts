import { printableJson } from '../text/json.ts'
import { visible, visibleLines } from '../text/visible.ts'
import type { Failure } from './failure.ts'

/** For a program: one line, one JSON object. */
export function failureAsJson(failure: Failure): string {
  const { code, message, service, status, hint, id, body, resumeToken } = failure
  const error = {
    ...{ code, message, service, status, hint },
    ...(id !== null && { id }),
    ...(body !== null && { body: jsonOrText(body) }),
    ...(resumeToken !== null && { resumeToken }),
  }
  return `${printableJson({ error })}\n`
}

/** For a person. */
export function failureAsText({ message, hint, body }: Failure): string {
  const advice = hint === null ? '' : `hint: ${visible(hint)}\n`
  const answer = body === null ? '' : `${visibleLines(body.trimEnd())}\n`
  return `personctl: ${visible(message)}\n${advice}${answer}`
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** For whoever looks for the fault in personctl. */
export function failureAsTrace({ stack }: Failure): string {
  return (stack ?? '')
    .split('\n')
    .slice(1)
    .map((line) => `debug: ${visible(line)}\n`)
    .join('')
}
