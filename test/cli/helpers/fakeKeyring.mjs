// What `@napi-rs/keyring` offers, on a file: for machines without a keyring, and for what a real one cannot be made to do.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

const { FAKE_KEYRING: path = '', FAKE_KEYRING_REFUSES: refuses, FAKE_KEYRING_LIMIT: limit } = process.env

// Whoever uses it is a process of personctl's own, and is looked at here.
appendFileSync(`${path}.processes`, `${JSON.stringify({ argv: process.argv, env: process.env })}\n`)

const read = () => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})

export class Entry {
  #key

  constructor(service, account, options) {
    if (options?.linux?.store !== 'secret-service') throw new Error('The kernel keyring forgets.')
    this.#key = `${service}/${account}`
  }

  setPassword(value) {
    if (refuses) throw new Error('The keyring is locked.')
    if (limit !== undefined && Buffer.byteLength(value, 'utf16le') > Number(limit))
      throw new Error('Too long.')
    writeFileSync(path, JSON.stringify({ ...read(), [this.#key]: value }))
  }

  getPassword() {
    if (refuses) throw new Error('The keyring is locked.')
    return read()[this.#key] ?? null
  }

  deletePassword() {
    if (refuses) throw new Error('The keyring is locked.')
    const { [this.#key]: value, ...rest } = read()
    writeFileSync(path, JSON.stringify(rest))
    return value !== undefined
  }
}
