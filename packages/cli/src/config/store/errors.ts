import { errorCode } from './errorCode.ts'

/** What is kept cannot be made sense of. It is left as it is. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'broken_configuration'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** Something cannot be kept: the disk is full, or the folder is not ours to write in. */
export class NotWritableError extends Error {
  override readonly name = 'NotWritableError'
  readonly code = 'not_writable'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

/** The same error, but for one of the file system: that comes out as NotWritableError. */
export function whyNotWritten(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error
  return new NotWritableError(
    `${path} cannot be written: ${errorCode(error)}.`,
    'Set PERSONCTL_CONFIG_DIR to a folder you may write in. What was there is left as it was.',
  )
}
