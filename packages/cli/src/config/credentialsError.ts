/** There is nothing to authenticate with. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
  readonly code = 'no_credentials'

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}
