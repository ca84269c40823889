import { printableJson } from '../text/json.ts'
import { visible } from '../text/visible.ts'
import type { Failure } from './failure.ts'

/** For a program: one line, one JSON object. */
export function failureAsJson({ code, message, service, status, hint, resumeToken }: Failure): string {
  const error = { code, message, service, status, hint, ...(resumeToken !== null && { resumeToken }) }
  return `${printableJson({ error })}\n`
}

/** For a person. */
export function failureAsText({ message, hint }: Failure): string {
  const advice = hint === null ? '' : `hint: ${visible(hint)}\n`
  return `personctl: ${visible(message)}\n${advice}`
}

/** For whoever looks for the fault in personctl. */
export function failureAsTrace({ stack }: Failure): string {
  return (stack ?? '')
    .split('\n')
    .slice(1)
    .map((line) => `debug: ${visible(line)}\n`)
    .join('')
}
