import { spawn } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { NotWritableError } from '../errors/errors.ts'
import {
  createFolder,
  createOwner,
  describeWriteError,
  hasEnded,
  removeLeftovers,
  writeDurably,
} from './atomicFile.ts'
import { readContextFile } from './contextFile.ts'
import type { ContextFile, SecretReference, StoredContext } from './contextSchema.ts'
import type { KeyringRequest, KeyringResponse } from './keyring.ts'
import { type Environment, serviceNames } from './variables.ts'

/** Thrown when the system's keyring cannot be used. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError'
}

/**
 * Sends a request to the system's keyring, in a process of its own: a call that waits for a D-Bus that does not respond
 * can only be ended from outside, and would delay even the exit of this process. Secrets go through pipes.
 *
 * @throws {KeyringError} if the system has no keyring, if it fails, or if it does not respond in time
 */
async function callKeyring(
  request: KeyringRequest,
  limitMs: number,
  env: Environment,
): Promise<readonly (string | null)[]> {
  const program = fileURLToPath(new URL('./keyring.cjs', import.meta.url))
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: omitSettings(env),
    timeout: limitMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  try {
    const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
      child.once('error', ({ message }) => reject(new KeyringError(message)))
      child.once('close', (_, signal) => resolve(signal))
    })
    // The process may end before it has read the request.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(request))
    const [output, signal] = await Promise.all([text(child.stdout), ended])
    if (output === '') {
      const isLate = signal === 'SIGKILL'
      throw new KeyringError(isLate ? `it did not respond within ${limitMs / 1000} s` : 'it did not respond')
    }
    const response: KeyringResponse = JSON.parse(output)
    if ('failure' in response) throw new KeyringError(response.failure)
    return response.values
  } finally {
    process.removeListener('exit', end)
  }
}

/** Returns the variables without those of personctl, some of which are secret. The keyring needs only the session's. */
function omitSettings(env: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^PERSONCTL_/i.test(name)))
}

type SecretSetting = 'clientSecret' | 'publisherKey'

/** The settings that are secrets: of them, a context has the location only. */
export const secretSettings: readonly SecretSetting[] = ['clientSecret', 'publisherKey']

/** Returns the locations of the secrets of a context. */
export function listSecrets(context: StoredContext): SecretReference[] {
  return serviceNames.flatMap((service) =>
    secretSettings.flatMap((setting) => context[service]?.[setting] ?? []),
  )
}

/** The name of a store for secrets. */
export type StoreName = SecretReference['store']

// Windows stores up to 2,560 bytes in one credential, and a character may take four of them.
const longestPiece = 600

// A file `ID.keyring` beside the secrets says that the keyring has, or soon will have, a secret of this id: a keyring
// cannot be searched for what killed processes have left in it. Its content is the number of pieces.
const secretSuffix = '.secret'
const markSuffix = '.keyring'

// Nobody waits for what is swept, and a keyring that is locked now is swept by a later change.
const sweepLimitMs = 3_000

/** Stores secrets in the system's keyring, or in files that only the owner may read. */
export class SecretStore {
  readonly #folder: string
  readonly #env: Environment
  readonly #keyringLimitMs: number

  /** @param keyringLimitMs time limit for the keyring, which a person may have to unlock */
  constructor(folder: string, env: Environment, keyringLimitMs: number) {
    this.#folder = folder
    this.#env = env
    this.#keyringLimitMs = keyringLimitMs
  }

  /**
   * Stores a secret under a unique name.
   *
   * @throws {KeyringError} if the keyring has not stored it
   * @throws {NotWritableError} if the file cannot be written
   */
  async save(name: string, secret: string, store: StoreName): Promise<SecretReference> {
    if (store === 'file') return { store, id: await this.#saveFile(name, secret) }
    const id = `${name}.${createOwner()}`
    const values = splitSecret(secret)
    const reference = { store, id, ...(values.length > 1 && { pieces: values.length }) }
    await this.#writeFile(`${id}${markSuffix}`, String(values.length))
    try {
      const stored = await this.#callKeyring({ do: 'save', accounts: accountNames(reference), values })
      if (stored.join('') === secret) return reference
      throw new KeyringError('it returned something else than it was given')
    } catch (error) {
      await rm(this.#secretPath(`${id}${markSuffix}`), { force: true })
      throw error
    }
  }

  /** Writes a file that nothing knows before it is complete. Returns its name, which says which process wrote it. */
  async #saveFile(name: string, secret: string): Promise<string> {
    const id = `${name}.${createOwner()}${secretSuffix}`
    await this.#writeFile(id, secret)
    return id
  }

  async #writeFile(name: string, line: string): Promise<void> {
    const path = this.#secretPath(name)
    try {
      await createFolder(dirname(path))
      await writeDurably(path, 'wx', `${line}\n`)
    } catch (error) {
      await rm(path, { force: true }).catch(() => {})
      throw describeWriteError(path, error)
    }
  }

  /** Returns the secret; undefined if it does not exist any more. */
  async read(reference: SecretReference): Promise<string | undefined> {
    if (reference.store === 'file') {
      const text = await readFile(this.#secretPath(reference.id), 'utf8').catch(ignoreMissing)
      return text?.replace(/\n$/, '')
    }
    const pieces = await this.#callKeyring({ do: 'read', accounts: accountNames(reference) })
    return pieces.includes(null) ? undefined : pieces.join('')
  }

  /** Returns true if users other than the owner may read the secret. */
  async isExposed({ store, id }: SecretReference): Promise<boolean> {
    if (store === 'keyring' || process.platform === 'win32') return false
    const found = await stat(this.#secretPath(id)).catch(ignoreMissing)
    return found !== undefined && (found.mode & 0o077) !== 0
  }

  /** Describes the location of the secret, for messages. */
  describeLocation({ store, id }: SecretReference): string {
    return store === 'file' ? this.#secretPath(id) : `the system's keyring, under personctl and ${id}`
  }

  /** Removes the secret. */
  async forget(reference: SecretReference): Promise<void> {
    if (reference.store === 'keyring') {
      await this.#callKeyring({ do: 'delete', accounts: accountNames(reference) })
      await rm(this.#secretPath(`${reference.id}${markSuffix}`), { force: true })
      return
    }
    await rm(this.#secretPath(reference.id), { force: true })
  }

  /** Removes the secrets that killed processes have left, and that no context refers to. */
  async sweep(): Promise<void> {
    const names = await removeLeftovers(this.#secretPath('.'))
    const abandoned = names.filter((name) => hasEnded(/^(.*)\.(?:secret|keyring)$/.exec(name)?.[1] ?? ''))
    if (abandoned.length === 0) return
    // Read afterwards: processes that have ended add no more references.
    const { contexts } = await readContextFile(this.#folder)
    const used = Object.values(contexts).flatMap((context) => listSecrets(context).map(({ id }) => id))
    for (const name of abandoned) {
      if (!name.endsWith(markSuffix)) {
        if (!used.includes(name)) await rm(this.#secretPath(name), { force: true })
        continue
      }
      const id = name.slice(0, -markSuffix.length)
      if (!used.includes(id)) await this.#forgetAbandoned(id)
    }
  }

  /** Removes a secret from the keyring. If the keyring cannot be used, a later sweep does. */
  async #forgetAbandoned(id: string): Promise<void> {
    const content = await readFile(this.#secretPath(`${id}${markSuffix}`), 'utf8').catch(ignoreMissing)
    const pieces = Number.parseInt(content ?? '', 10) || 1
    const limitMs = Math.min(this.#keyringLimitMs, sweepLimitMs)
    const store = new SecretStore(this.#folder, this.#env, limitMs)
    await store.forget({ store: 'keyring', id, pieces }).catch((error: unknown) => {
      if (!(error instanceof KeyringError)) throw error
    })
  }

  #secretPath(id: string): string {
    return join(this.#folder, 'secrets', id)
  }

  #callKeyring(request: Parameters<typeof callKeyring>[0]): ReturnType<typeof callKeyring> {
    return callKeyring(request, this.#keyringLimitMs, this.#env)
  }
}

function splitSecret(secret: string): string[] {
  const characters = [...secret]
  const pieces: string[] = []
  while (characters.length > 0) pieces.push(characters.splice(0, longestPiece).join(''))
  return pieces
}

function accountNames({ id, pieces = 1 }: Pick<SecretReference, 'id' | 'pieces'>): string[] {
  return Array.from({ length: pieces }, (_, index) => (index === 0 ? id : `${id}.${index + 1}`))
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** A secret that has just been stored. */
export interface SavedSecret {
  readonly reference: SecretReference
  /** The reason why it is in a file although no file was requested. */
  readonly insteadOfKeyring?: string
}

/**
 * Stores a secret in the requested store, or else in the store of the last secret, or else in the keyring, or else, if the
 * keyring does not work, in a file.
 *
 * @throws {NotWritableError} if it cannot be stored
 */
export async function saveSecret(
  store: SecretStore,
  name: string,
  secret: string,
  requested: StoreName | undefined,
  { secretStore: lastStore }: Pick<ContextFile, 'secretStore'>,
): Promise<SavedSecret> {
  const decided = requested ?? lastStore
  try {
    return { reference: await store.save(name, secret, decided ?? 'keyring') }
  } catch (error) {
    if (!(error instanceof KeyringError)) throw error
    if (decided === undefined) {
      return { reference: await store.save(name, secret, 'file'), insteadOfKeyring: error.message }
    }
    throw new NotWritableError(
      `The secret cannot be stored in the system's keyring: ${error.message}.`,
      'Unlock it, or add --secret-store file to store the secret in a file that only you can read.',
    )
  }
}
