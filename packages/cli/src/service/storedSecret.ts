import { CredentialsError, type KeptSecret } from '../config/credentials.ts'
import { KeyringError, SecretStore } from '../config/secrets.ts'
import { errorCode } from '../config/store.ts'
import { configFolder } from '../config/variables.ts'
import type { ConnectionOptions } from './options.ts'

const keyringLimitMs = 3_000
// Somebody may have to find the password that unlocks it.
const attendedKeyringLimitMs = 30_000

/** Where the secrets of this user are. */
export function secretStore({ env, isAttended }: Pick<ConnectionOptions, 'env' | 'isAttended'>): SecretStore {
  const limitMs = isAttended ? attendedKeyringLimitMs : keyringLimitMs
  return new SecretStore(configFolder(env).path, env, limitMs)
}

/** Reads a secret that is kept. Throws CredentialsError where it is gone, or cannot be read. */
export async function readKeptSecret(
  { reference, context, service }: KeptSecret,
  options: ConnectionOptions,
): Promise<string> {
  const store = secretStore(options)
  const place = store.placeOf(reference)
  const again = `personctl context set ${context} --service ${service} --client-secret-file FILE keeps it again.`
  let secret: string | undefined
  try {
    secret = await store.read(reference)
  } catch (error) {
    const reason = error instanceof KeyringError ? error.message : errorCode(error)
    throw new CredentialsError(
      `The client secret cannot be read from ${place}: ${reason}.`,
      reference.store === 'file'
        ? again
        : `Is the keyring unlocked? Where there is none any more: ${again} --secret-store file has it in a file.`,
    )
  }
  if (secret === undefined || secret === '') {
    throw new CredentialsError(`The client secret is gone from ${place}.`, again)
  }
  if (await store.isExposed(reference)) {
    await options.warn({
      code: 'secret_exposed',
      message: `The client secret in ${place} can be read by others than you.`,
      hint: `chmod 600 ${place}`,
    })
  }
  return secret
}
