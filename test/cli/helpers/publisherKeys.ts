import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The key pairs of some publishers. They take a while, and no test changes them. */
const pairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()

export function pairOf(publisher: string): { publicKey: KeyObject; privateKey: KeyObject } {
  const known = pairs.get(publisher) ?? generateKeyPairSync('rsa', { modulusLength: 2048 })
  pairs.set(publisher, known)
  return known
}

/** The private key of a publisher as PEM. */
export function pemOf(publisher: string, type: 'pkcs1' | 'pkcs8' = 'pkcs8'): string {
  return String(pairOf(publisher).privateKey.export({ type, format: 'pem' }))
}

/** The private key of a publisher as JWK. */
export function jwkOf(publisher: string): string {
  return JSON.stringify(pairOf(publisher).privateKey.export({ format: 'jwk' }))
}

/** The public keys of publishers, as the discovery document has them. */
export function jwksOf(...publishers: readonly string[]): Record<string, { keys: object[] }> {
  return Object.fromEntries(
    publishers.map((publisher) => {
      const jwk = pairOf(publisher).publicKey.export({ format: 'jwk' })
      return [publisher, { keys: [{ ...jwk, alg: 'RS256', use: 'sig', kid: publisher }] }]
    }),
  )
}

type Tree = Record<string, unknown>

/** Signs every attribute of a profile that is set, as the publisher that it names. */
export function signAll(profile: Tree): Tree {
  return Object.fromEntries(
    Object.entries(profile).map(([name, child]) => {
      if (typeof child !== 'object' || child === null) return [name, child]
      return [name, 'signature' in child ? signOne(child as Tree) : signAll(child as Tree)]
    }),
  )
}

function signOne(attribute: Tree): Tree {
  const { signature, ...content } = attribute as { signature: { publisher: Tree } }
  if ((attribute['value'] ?? attribute['values'] ?? null) === null) return attribute
  const { privateKey } = pairOf(String(signature.publisher['name']))
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(content)}`
  const value = `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey, 'base64url')}`
  return { ...attribute, signature: { ...signature, publisher: { ...signature.publisher, value } } }
}

/** Writes a file that lives as long as the test does. Returns its path. */
export function fileOf(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-publisher-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}
