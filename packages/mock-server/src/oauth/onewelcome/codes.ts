import type { Remembered } from '../memory.ts'

/** What a code stands for: a person who signed in to an application. */
export interface AuthorizationCode extends Remembered {
  readonly clientId: string
  readonly redirectUri: string
  readonly referenceId: string
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
}
