import { describeExposedSecret } from '../config/concerns.ts'
import { CredentialsError, type StoredSecret } from '../config/credentials.ts'
import { KeyringError, SecretStore } from '../config/secretStore.ts'
import { findConfigDir } from '../config/variables.ts'
import { systemErrorCode } from '../errors/errors.ts'
import type { ConnectionOptions } from './connection.ts'

const keyringLimitMs = 3_000
// Somebody may have to type the password that unlocks it.
const attendedKeyringLimitMs = 30_000

/** Opens the secrets of the user. */
export function openSecretStore({
  env,
  isAttended,
}: Pick<ConnectionOptions, 'env' | 'isAttended'>): SecretStore {
  const limitMs = isAttended ? attendedKeyringLimitMs : keyringLimitMs
  return new SecretStore(findConfigDir(env).path, env, limitMs)
}

const secretNames = {
  clientSecret: { name: 'client secret', flag: '--client-secret-file' },
  publisherKey: { name: 'key of the publisher', flag: '--publisher-key-file' },
} as const

/**
 * Reads a stored secret.
 *
 * @throws {CredentialsError} if it is missing or cannot be read
 */
export async function readStoredSecret(
  { setting, reference, context, service }: StoredSecret,
  connection: ConnectionOptions,
): Promise<string> {
  const store = openSecretStore(connection)
  const location = store.describeLocation(reference)
  const { name, flag } = secretNames[setting]
  const command = `personctl context set ${context} --service ${service} ${flag} FILE`
  let secret: string | undefined
  try {
    secret = await store.read(reference)
  } catch (error) {
    throw new CredentialsError(
      `The ${name} cannot be read from ${location}: ${describeStoreError(error)}.`,
      reference.store === 'file'
        ? `To store it again, run ${command}.`
        : `Check that the keyring is unlocked. If this system has no keyring any more, store it in a file: ${command} --secret-store file.`,
    )
  }
  if (secret === undefined || secret === '') {
    throw new CredentialsError(
      `The ${name} is missing from ${location}.`,
      `To store it again, run ${command}.`,
    )
  }
  if (await store.isExposed(reference)) {
    await connection.notify(describeExposedSecret(location, name))
  }
  return secret
}

/** Returns the reason why a secret store failed. */
export function describeStoreError(error: unknown): string {
  return error instanceof KeyringError ? error.message : systemErrorCode(error)
}
