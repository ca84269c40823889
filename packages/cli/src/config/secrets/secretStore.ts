import { randomBytes } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretReference } from '../contexts/contextSchema.ts'
import { whyNotWritten } from '../store/errors.ts'
import { writeWhole } from '../store/writeWhole.ts'
import type { Environment } from '../variables.ts'
import { askKeyring, KeyringError } from './keyring.ts'

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
      await writeWhole(path, `${secret}\n`).catch((error) => Promise.reject(whyNotWritten(path, error)))
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
