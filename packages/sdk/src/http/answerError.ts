import {
  AuthenticationError,
  type ErrorDetails,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionError,
  type PersonctlError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from './errors/index.ts'
import type { ReceivedAnswer } from './receivedAnswer.ts'

const longestQuote = 200

/** The error that an answer other than 2xx stands for, by its status alone. */
export function answerError(
  answer: ReceivedAnswer,
  said: string,
  details: ErrorDetails,
  retryAfterMs: number | undefined,
): PersonctlError {
  const { status } = answer
  const message = `${details.service} answered ${status}${said === '' ? '' : `: ${said}`}`
  if (status === 401) return new AuthenticationError(message, { code: 'token_rejected', ...details })
  if (status === 403) return new PermissionError(message, details)
  if (status === 404) return new NotFoundError(message, details)
  if (status === 408) return new TimeoutError(message, details)
  if (status === 429) return new RateLimitError(message, { ...details, retryAfterMs })
  if (status >= 500) return new ServerError(message, details)
  if (status >= 400) return new InvalidRequestError(message, details)
  return new InvalidResponseError(message, details)
}

/**
 * What an error answer says in words, short enough for one line; empty where it says nothing readable.
 *
 * @param hide takes secrets out; it must see the text whole, or half of one might be left at the end
 */
export async function spokenMessage(answer: ReceivedAnswer, hide: (text: string) => string): Promise<string> {
  const line = hide(await words(answer))
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
}

async function words(answer: ReceivedAnswer): Promise<string> {
  const body = answer.parsedOrUndefined()
  if (typeof body !== 'object' || body === null) {
    const isHtml = answer.headers.get('content-type')?.includes('html') ?? false
    return isHtml ? 'a page of HTML' : answer.text()
  }
  const { message, error, error_description, description } = body as Record<string, unknown>
  return [error, error_description, description, message]
    .filter((part) => typeof part === 'string')
    .join(': ')
}
