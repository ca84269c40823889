import type { ErrorDetails, PersonctlError } from './errors/index.ts'
import type { Hooks } from './hooks.ts'
import type { FetchFunction, OutgoingRequest } from './outgoingRequest.ts'
import type { ReceivedAnswer } from './receivedAnswer.ts'
import type { RetryPolicy } from './retryPolicy.ts'

/** Where the tokens of a client come from. */
export interface TokenSource {
  /** A token believed to be good, as soon as there is one. The signal ends the caller's wait, not the token's request. */
  token(signal?: AbortSignal): Promise<string>
  /** Says that the service did not accept this token. Returns whether asking again may give another. */
  reject(token: string): boolean
}

/** What every request of one client has in common. */
export interface ExchangeSettings {
  service: string
  /** The only place anything is sent to. */
  origin: string
  fetch: FetchFunction
  retry: RetryPolicy
  timeoutMs: number
  deadlineMs: number
  hooks: Hooks
  userAgent: string | undefined
  tokens?: TokenSource | undefined
  /** Texts that must not appear in any error, beside the token. */
  secrets?: readonly string[]
  /** Whether a request may be sent twice. @default as its method says */
  isRepeatable?(request: OutgoingRequest): boolean
  /** Whether the service says with this answer that it does not accept the token. */
  rejectsToken?(answer: ReceivedAnswer): boolean
  /** What else may be behind a token that is not accepted, for this request. */
  rejectionHint?(url: string): string | undefined
  /** What an answer says of its error beside a message. Tokens and secrets are taken out of it afterwards. */
  errorDetails?(answer: ReceivedAnswer): Pick<ErrorDetails, 'serviceCode' | 'serviceDetails'>
  /** The error for an answer that means something else with this service than its status says. */
  explain?(answer: ReceivedAnswer, said: string, details: ErrorDetails): PersonctlError | undefined
}
