import { answerError, spokenMessage } from './answerError.ts'
import { within } from './cancellation.ts'
import {
  AuthenticationError,
  type ErrorDetails,
  type FailedAnswer,
  InvalidResponseError,
  isPersonctlError,
  NetworkError,
  type PersonctlError,
  TimeoutError,
} from './errors/index.ts'
import type { ExchangeSettings } from './exchangeSettings.ts'
import type { OutgoingRequest } from './outgoingRequest.ts'
import type { ReceivedAnswer } from './receivedAnswer.ts'
import { redact, textsToHide } from './redaction.ts'
import { parseRetryAfter } from './retryAfter.ts'
import { mayPass } from './retryPolicy.ts'
import { send } from './send.ts'

/** Why one attempt came to nothing, and what might help. */
export interface Failure {
  error: PersonctlError
  /** Whether another attempt may succeed where this one failed. */
  mayPass: boolean
  retryAfterMs?: number | undefined
  /** The token, where it is what the service did not accept. */
  rejectedToken?: string | undefined
}

/** Sends the request once. Throws only what ends the whole exchange: an abort, or the deadline. */
export async function attempt(
  settings: ExchangeSettings,
  request: OutgoingRequest,
  token: string | undefined,
  signal: AbortSignal,
  attempts: number,
): Promise<ReceivedAnswer | Failure> {
  const { service } = settings
  const tooLate = () =>
    new TimeoutError(`${service} did not answer within ${settings.timeoutMs} ms.`, {
      service,
      attempts,
      hint: 'Allow more time with timeoutMs, or try again later.',
    })
  let answer: ReceivedAnswer
  try {
    answer = await within(settings.timeoutMs, tooLate, signal, (attemptSignal) =>
      send(settings, request, token, attemptSignal, attempts),
    )
  } catch (error) {
    // Besides the end of all attempts, only a hook throws anything else.
    if (signal.aborted || !isPersonctlError(error)) throw error
    return { error, mayPass: error instanceof TimeoutError || error instanceof NetworkError }
  }

  const hide = (text: string) => redact(text, textsToHide(settings.secrets, token))
  if (answer.ok && isAcceptable(request, answer)) return answer
  let details: ErrorDetails = {
    service,
    status: answer.status,
    requestId: answer.requestId,
    attempts,
    answer: request.isCallersOwn ? await failedAnswer(answer, hide) : undefined,
  }
  if (answer.ok) {
    const message = `${service} answered ${answer.status} with something that is not JSON.`
    return { error: new InvalidResponseError(message, details), mayPass: true }
  }
  const { serviceCode, serviceDetails } = settings.errorDetails?.(answer) ?? {}
  details = { ...details, serviceCode, serviceDetails: serviceDetails?.map(hide) }
  const said = await spokenMessage(answer, hide)
  const retryAfterMs = parseRetryAfter(answer.headers, Date.now())
  const rejectedToken = token !== undefined && isRejection(settings, answer) ? token : undefined
  const error =
    rejectedToken === undefined
      ? (explanation(settings, request, answer, said, details) ??
        answerError(answer, said, details, retryAfterMs))
      : rejectionError(said, details, settings.rejectionHint?.(request.url))
  return { error, mayPass: mayPass(answer.status), retryAfterMs, rejectedToken }
}

function isAcceptable({ isCallersOwn }: OutgoingRequest, answer: ReceivedAnswer): boolean {
  return isCallersOwn ? !answer.isBrokenJson : answer.parsedOrUndefined() !== undefined
}

// Of a path that is the service's, they say that the base URL is wrong; of one that is not, no more than that.
const aboutPath = new Set([404, 405])

function explanation(
  settings: ExchangeSettings,
  { isCallersOwn }: OutgoingRequest,
  answer: ReceivedAnswer,
  said: string,
  details: ErrorDetails,
): PersonctlError | undefined {
  if (isCallersOwn && aboutPath.has(answer.status)) return undefined
  return settings.explain?.(answer, said, details)
}

async function failedAnswer(answer: ReceivedAnswer, hide: (text: string) => string): Promise<FailedAnswer> {
  const headers = new Headers()
  for (const [name, value] of answer.allHeaders) headers.append(name, hide(value))
  return { headers, body: hide(await answer.text()) }
}

function isRejection(settings: ExchangeSettings, answer: ReceivedAnswer): boolean {
  return answer.status === 401 || (settings.rejectsToken?.(answer) ?? false)
}

function rejectionError(said: string, details: ErrorDetails, hint: string | undefined): AuthenticationError {
  const meaning = details.status === 401 ? '' : ', which it also answers when it fails itself'
  return new AuthenticationError(
    `${details.service} did not accept the token: it answered ${details.status}${said === '' ? '' : ` (${said})`}${meaning}.`,
    {
      code: 'token_rejected',
      ...details,
      hint: [
        'Check that the token is meant for this service and stage: its audience, its issuer, its expiry.',
        hint ?? [],
      ]
        .flat()
        .join(' '),
    },
  )
}
