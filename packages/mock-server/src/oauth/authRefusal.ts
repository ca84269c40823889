import type { AuthError } from '../openapi/cis.generated.ts'

/** Why a token is not accepted, in the words the service's source intends. */
export class AuthRefusal extends Error {
  override readonly name: string = 'AuthRefusal'

  constructor(
    readonly code: AuthError['code'],
    readonly description: string,
  ) {
    super(description)
  }
}
