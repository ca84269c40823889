import { Interruption } from './errors.ts'

/** The exit codes of all commands. */
export const exitCodes = {
  success: 0,
  unexpectedFailure: 1,
  wrongUsage: 2,
  notFound: 3,
  notAuthenticated: 4,
  notPermitted: 5,
  rateLimited: 6,
  networkFailure: 7,
  serviceFailure: 8,
  refused: 9,
  no: 10,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const

/** The meanings of the exit codes, for the help. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  success: 'success',
  unexpectedFailure: 'unexpected failure of personctl or of the system it runs on',
  wrongUsage: 'wrong usage: an argument, an option or a variable is invalid',
  notFound: 'not found',
  notAuthenticated: 'not authenticated, or no credentials',
  notPermitted: 'not permitted',
  rateLimited: 'rate limited: the service requests a longer wait than the command allows',
  networkFailure: 'network failure or timeout',
  serviceFailure: 'the service failed, or its response is invalid',
  refused: 'the service refused the request, for example with status 400, 409 or 422',
  no: 'a check has the result no, as user exists, identity is-member and report check can; or a mirror differs, is old, or a pull is refused',
  hungUp: 'terminated by SIGHUP, as when a terminal is closed',
  interrupted: 'interrupted, for example with Ctrl-C',
  terminated: 'terminated by SIGTERM',
}

// By name and not by class: the errors of the SDK are known before the SDK is loaded.
const exitCodesOfErrors: Readonly<Record<string, number>> = {
  UsageError: exitCodes.wrongUsage,
  ConfigurationError: exitCodes.wrongUsage,
  NotWritableError: exitCodes.unexpectedFailure,
  InvalidRequestError: exitCodes.wrongUsage,
  AmbiguousNameError: exitCodes.wrongUsage,
  ConflictError: exitCodes.refused,
  NotFoundError: exitCodes.notFound,
  AuthenticationError: exitCodes.notAuthenticated,
  CredentialsError: exitCodes.notAuthenticated,
  PermissionError: exitCodes.notPermitted,
  RateLimitError: exitCodes.rateLimited,
  NetworkError: exitCodes.networkFailure,
  TimeoutError: exitCodes.networkFailure,
  ServerError: exitCodes.serviceFailure,
  InvalidResponseError: exitCodes.serviceFailure,
}

// The mirror is a package of its own, with one class of errors.
const exitCodesOfMirror: Readonly<Record<string, number>> = {
  too_many_gone: exitCodes.no,
  person_not_found: exitCodes.notFound,
  run_not_found: exitCodes.notFound,
  database_unreachable: exitCodes.networkFailure,
  incomplete: exitCodes.serviceFailure,
  mirror_busy: exitCodes.unexpectedFailure,
  mirror_read_only: exitCodes.unexpectedFailure,
  database_full: exitCodes.unexpectedFailure,
}

/** The errors for which the status of the response decides: one of 400 to 499 means that the service refused the request. */
const refusingErrors: readonly string[] = ['InvalidRequestError', 'ConflictError', 'ServerError']

/** Returns the exit code for an error; undefined for an unexpected error. */
export function findExitCode(error: Error): number | undefined {
  if (error instanceof Interruption) return interruptionExitCode(error)
  const { name, status, code = '' } = error as Error & { status?: number; code?: string }
  if (name === 'MirrorError') return exitCodesOfMirror[code] ?? exitCodes.wrongUsage
  const isRefused = refusingErrors.includes(name) && status !== undefined && status < 500
  return isRefused ? exitCodes.refused : exitCodesOfErrors[name]
}

const exitCodesOfSignals: Readonly<Record<Interruption['signal'], number>> = {
  SIGHUP: exitCodes.hungUp,
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
}

/** Returns the exit code for an interruption, as shells have it: 128 and the number of the signal. */
export function interruptionExitCode({ signal }: Interruption): number {
  return exitCodesOfSignals[signal]
}

/** Returns the exit code of several failures: 1 if one of them is unexpected, otherwise the highest. */
export function highestExitCode(codes: Iterable<number>): number {
  const all = [...codes]
  return all.includes(exitCodes.unexpectedFailure) ? exitCodes.unexpectedFailure : Math.max(0, ...all)
}
