import type { ContextFile, SecretReference } from '../contexts/contextSchema.ts'
import { NotWritableError } from '../store/errors.ts'
import { KeyringError } from './keyring.ts'
import type { SecretStore, StoreName } from './secretStore.ts'

/** A secret that is kept. */
export interface Kept {
  readonly reference: SecretReference
  /** Why it is in a file, though nobody had asked for that. */
  readonly insteadOfKeyring?: string
}

/**
 * Keeps a secret where it is wanted, or else where secrets went the last time, or else in the keyring, if there is one
 * that answers.
 */
export async function keepSecret(
  store: SecretStore,
  name: string,
  secret: string,
  wanted: StoreName | undefined,
  { secretStore: lastTime }: Pick<ContextFile, 'secretStore'>,
): Promise<Kept> {
  const decided = wanted ?? lastTime
  try {
    return { reference: await store.keep(name, secret, decided ?? 'keyring') }
  } catch (error) {
    if (!(error instanceof KeyringError)) throw error
    if (decided === undefined) {
      return { reference: await store.keep(name, secret, 'file'), insteadOfKeyring: error.message }
    }
    throw new NotWritableError(
      `The system's keyring has not kept the secret: ${error.message}.`,
      'Unlock it, or add --secret-store file to have the secret in a file that only you can read.',
    )
  }
}
