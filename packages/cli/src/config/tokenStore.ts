import { readFileSync } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AccessToken } from '@personctl/sdk'
import { isObject } from '@personctl/shared/guards'
import { systemErrorCode } from '../errors/errors.ts'

/** A token with the client that it was issued to. */
export interface StoredToken extends AccessToken {
  /** The cache key of the SDK: a keyed hash of token endpoint, client, audience and scope. The secret is the key. */
  readonly key: string
  readonly context: string
  readonly clientId: string
}

// Part of the file names, so that versions with different formats never read each other's files.
const format = 1
const suffix = `.v${format}.json`

/**
 * Stores the tokens of earlier runs, each in a file of its own. Two processes write the same file only with equally good
 * tokens, so no lock is needed. Tokens are never in the keyring, even if secrets are: the keyring needs a process of its
 * own, which takes longer than the rest of a short command.
 */
export class TokenStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = join(folder, 'tokens')
  }

  async get(key: string): Promise<AccessToken | undefined> {
    const token = this.#read(tokenFileName(key))
    return token?.key === key ? token : undefined
  }

  /** Stores a token, and removes those that have expired. */
  async set(token: StoredToken): Promise<void> {
    const { hideFromGit, writeFileAtomic } = await import('./atomicFile.ts')
    await writeFileAtomic(join(this.#folder, tokenFileName(token.key)), `${JSON.stringify(token, null, 2)}\n`)
    await hideFromGit(dirname(this.#folder))
    const now = Date.now()
    await this.forget(({ expiresAt }) => expiresAt < now)
  }

  async delete(key: string): Promise<void> {
    await rm(join(this.#folder, tokenFileName(key)), { force: true })
  }

  /** Removes the tokens that match, and what killed processes have left. Returns the number of tokens. */
  async forget(matches: (token: StoredToken) => boolean): Promise<number> {
    const { removeLeftovers } = await import('./atomicFile.ts')
    await removeLeftovers(this.#folder)
    const names = (await this.#names()).filter((name) => name.endsWith(suffix))
    const forgotten = await Promise.all(
      names.map(async (name) => {
        const token = this.#read(name)
        if (token === undefined || !matches(token)) return 0
        await rm(join(this.#folder, name), { force: true })
        return 1
      }),
    )
    return forgotten.reduce((sum: number, count) => sum + count, 0)
  }

  /** Removes all tokens, of any format. Returns their number. */
  async forgetAll(): Promise<number> {
    // The folder may be a link to one that has other files.
    const names = (await this.#names()).filter((name) => /\.v\d+\.json(?:\..*\.tmp)?$/.test(name))
    await Promise.all(names.map((name) => rm(join(this.#folder, name), { force: true })))
    const isFolder = await lstat(this.#folder).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isFolder) await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 })
    return names.length
  }

  #read(name: string): StoredToken | undefined {
    try {
      // A small file: opening it another way takes longer than reading it.
      const token: unknown = JSON.parse(readFileSync(join(this.#folder, name), 'utf8'))
      return isStoredToken(token) ? token : undefined
    } catch {
      return undefined
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#folder)
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error))) return []
      throw error
    }
  }
}

// A key ends with the hash, in hexadecimal digits.
function tokenFileName(key: string): string {
  return `${key.replaceAll(/\W/g, '').slice(-32)}${suffix}`
}

function isStoredToken(value: unknown): value is StoredToken {
  if (!isObject(value)) return false
  const { key, context, clientId, accessToken, issuedAt, expiresAt } = value
  return (
    [key, context, clientId, accessToken].every((text) => typeof text === 'string') &&
    Number.isFinite(issuedAt) &&
    Number.isFinite(expiresAt)
  )
}
