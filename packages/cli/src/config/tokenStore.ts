import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessToken } from '@personctl/sdk'
import { isObject } from '@personctl/shared/guards'
import { errorCode, writeFileAtomic } from './store.ts'

/** A token, and whom it was got for. */
interface KeptToken extends AccessToken {
  /** Token endpoint, client, audience and scope, as the SDK writes them. */
  readonly key: string
  readonly context: string
  readonly clientId: string
}

// Goes into the names, so that personctls with other formats never see each other's.
const format = 1
const suffix = `.v${format}.json`

/**
 * The tokens that outlive a run, a file for each: two processes never write the same one but to the same end. Files and
 * not the keyring, also where the secrets are in it: to ask a keyring takes a process of its own, and with that longer
 * than all else a short command does.
 */
export class KeptTokens {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = join(folder, 'tokens')
  }

  async get(key: string): Promise<AccessToken | undefined> {
    const token = await this.#read(nameOf(key))
    return token?.key === key ? token : undefined
  }

  /** Keeps the token, and clears away those that have expired. */
  async set(token: KeptToken): Promise<void> {
    await writeFileAtomic(join(this.#folder, nameOf(token.key)), `${JSON.stringify(token, null, 2)}\n`)
    const now = Date.now()
    await this.forget(({ expiresAt }) => expiresAt < now)
  }

  async delete(key: string): Promise<void> {
    await rm(join(this.#folder, nameOf(key)), { force: true })
  }

  /** Removes those that are meant. Returns how many there were. */
  async forget(isMeant: (token: KeptToken) => boolean): Promise<number> {
    const names = (await this.#names()).filter((name) => name.endsWith(suffix))
    const forgotten = await Promise.all(
      names.map(async (name) => {
        const token = await this.#read(name)
        if (token === undefined || !isMeant(token)) return 0
        await rm(join(this.#folder, name), { force: true })
        return 1
      }),
    )
    return forgotten.reduce((sum: number, count) => sum + count, 0)
  }

  /** Removes all, also what is none, or of another format. Returns how many there were. */
  async forgetAll(): Promise<number> {
    const names = await this.#names()
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 })
    return names.length
  }

  async #read(name: string): Promise<KeptToken | undefined> {
    try {
      const token: unknown = JSON.parse(await readFile(join(this.#folder, name), 'utf8'))
      return isKeptToken(token) ? token : undefined
    } catch {
      return undefined
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#folder)
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return []
      throw error
    }
  }
}

function nameOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}${suffix}`
}

function isKeptToken(value: unknown): value is KeptToken {
  if (!isObject(value)) return false
  const { key, context, clientId, accessToken, issuedAt, expiresAt } = value
  return (
    [key, context, clientId, accessToken].every((text) => typeof text === 'string') &&
    Number.isFinite(issuedAt) &&
    Number.isFinite(expiresAt)
  )
}
