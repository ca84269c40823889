/** Why the token endpoint gives no token: an OAuth error, with the status it is answered with. */
export class TokenRefusal extends Error {
  override readonly name: string = 'TokenRefusal'

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 500,
    readonly error: string,
    readonly description: string,
    /** Headers that belong to the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description)
  }
}
