import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ContextFile, SecretReference } from './contextSchema.ts'
import type { KeyringAnswer, KeyringRequest } from './keyringProcess.ts'
import { describeWriteError, NotWritableError, writeFileAtomic } from './store.ts'
import type { Environment } from './variables.ts'

/** The secret in the text of a file or of stdin: its first line, without what editors and shells put around it. */
export function secretIn(text: string): string {
  const [firstLine = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  return firstLine.trim()
}

/** The system's keyring cannot be used. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError'
}

/**
 * Asks the system's keyring, in a process of its own: what waits for a D-Bus that does not answer can only be ended from
 * outside, and would hold this process even at its exit. What is secret goes through pipes.
 *
 * @throws KeyringError where there is none, where it refuses, and where it has not answered in time
 */
async function askKeyring(
  request: KeyringRequest,
  limitMs: number,
  env: Environment,
): Promise<readonly (string | null)[]> {
  const program = fileURLToPath(new URL('./keyring.mjs', import.meta.url))
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: withoutSettings(env),
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
    // It may be gone before it has read what it was asked.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(request))
    const [output, signal] = await Promise.all([text(child.stdout), ended])
    if (output === '') {
      const isLate = signal === 'SIGKILL'
      throw new KeyringError(isLate ? `it gave no answer within ${limitMs / 1000} s` : 'it gave no answer')
    }
    const answer: KeyringAnswer = JSON.parse(output)
    if ('failure' in answer) throw new KeyringError(answer.failure)
    return answer.values
  } finally {
    process.removeListener('exit', end)
  }
}

/** The keyring needs the session's variables, and none of personctl's, some of which are secret. */
function withoutSettings(env: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^PERSONCTL_/i.test(name)))
}

export type StoreName = SecretReference['store']

// Windows keeps 2,560 bytes in one credential, and a character may take four of them.
const longestPiece = 600

/** Keeps secrets, in the system's keyring or in files that only the owner may read. */
export class SecretStore {
  readonly #folder: string
  readonly #env: Environment
  readonly #keyringLimitMs: number

  /** @param keyringLimitMs how long the keyring may take to answer; longer where somebody is there to unlock it */
  constructor(folder: string, env: Environment, keyringLimitMs: number) {
    this.#folder = folder
    this.#env = env
    this.#keyringLimitMs = keyringLimitMs
  }

  /** Keeps a secret under a name that is like no other. Throws KeyringError where the keyring has not kept it. */
  async keep(name: string, secret: string, store: StoreName): Promise<SecretReference> {
    const id = `${name}.${randomBytes(6).toString('hex')}`
    if (store === 'file') {
      const path = this.#fileOf(id)
      await writeFileAtomic(path, `${secret}\n`).catch((error) =>
        Promise.reject(describeWriteError(path, error)),
      )
      return { store, id }
    }
    const values = piecesOf(secret)
    const reference = { store, id, ...(values.length > 1 && { pieces: values.length }) }
    const kept = await this.#askKeyring({ do: 'keep', accounts: accountsOf(reference), values })
    if (kept.join('') === secret) return reference
    throw new KeyringError('it gave back something else than it was given')
  }

  /** The secret; undefined where it is gone. */
  async read(reference: SecretReference): Promise<string | undefined> {
    if (reference.store === 'file') {
      const text = await readFile(this.#fileOf(reference.id), 'utf8').catch(absent)
      return text?.replace(/\n$/, '')
    }
    const pieces = await this.#askKeyring({ do: 'read', accounts: accountsOf(reference) })
    return pieces.includes(null) ? undefined : pieces.join('')
  }

  /** Whether others than the owner may read the secret. */
  async isExposed({ store, id }: SecretReference): Promise<boolean> {
    if (store === 'keyring' || process.platform === 'win32') return false
    const found = await stat(this.#fileOf(id)).catch(absent)
    return found !== undefined && (found.mode & 0o077) !== 0
  }

  /** Where the secret is, for messages. */
  placeOf({ store, id }: SecretReference): string {
    return store === 'file' ? this.#fileOf(id) : `the system's keyring, under personctl and ${id}`
  }

  async forget(reference: SecretReference): Promise<void> {
    if (reference.store === 'file') await rm(this.#fileOf(reference.id), { force: true })
    else await this.#askKeyring({ do: 'forget', accounts: accountsOf(reference) })
  }

  #fileOf(id: string): string {
    return join(this.#folder, 'secrets', id)
  }

  #askKeyring(request: Parameters<typeof askKeyring>[0]): ReturnType<typeof askKeyring> {
    return askKeyring(request, this.#keyringLimitMs, this.#env)
  }
}

function piecesOf(secret: string): string[] {
  const characters = [...secret]
  const pieces: string[] = []
  while (characters.length > 0) pieces.push(characters.splice(0, longestPiece).join(''))
  return pieces
}

function accountsOf({ id, pieces = 1 }: Pick<SecretReference, 'id' | 'pieces'>): string[] {
  return Array.from({ length: pieces }, (_, index) => (index === 0 ? id : `${id}.${index + 1}`))
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

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
