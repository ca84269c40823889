import type { SecretReference } from '../../config/contexts/contextSchema.ts'
import { KeyringError } from '../../config/secrets/keyring.ts'
import { errorCode } from '../../config/store/errorCode.ts'
import { secretStore } from '../../connection/keptSecret.ts'
import type { ConnectionOptions } from '../../connection/options.ts'

/** Removes secrets that nothing refers to any more. Where one cannot be, says where it is left. Returns how many are gone. */
export async function forgetSecrets(
  references: readonly SecretReference[],
  connection: ConnectionOptions,
): Promise<number> {
  const store = secretStore(connection)
  let forgotten = 0
  for (const reference of references) {
    try {
      await store.forget(reference)
      forgotten += 1
    } catch (error) {
      const reason = error instanceof KeyringError ? error.message : errorCode(error)
      await connection.warn({
        code: 'secret_left',
        message: `A client secret is left in ${store.placeOf(reference)}: ${reason}.`,
        hint: 'Nothing refers to it any more; remove it by hand.',
      })
    }
  }
  return forgotten
}
