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
