import type { KeySet } from '@personctl/generated/cern'
import type { CryptoKey, JWK_RSA_Private, JWK_RSA_Public, JWTPayload } from 'jose'

/** An RSA key with its private part. */
export type PrivateKey = Readonly<JWK_RSA_Private & { kty: 'RSA' }>

// PUBLIC ON PURPOSE, PRIVATE PART INCLUDED. This key signs the tokens of the mock server and protects nothing. It is
// fixed so that responses are the same on every machine and start-up does not wait for a key. Never trust it anywhere.
const signingKeyId = 'personctl-mock-public-signing-key'

export const signingKey: PrivateKey = {
  kty: 'RSA',
  n: 'vf0qsV0FtWigNC3awmCfDYq3H8-VQa-Evp5QemXBdcwHVooa5SdC1RSu9zUFZxKF0yRL8iN4AvE8MgcUIJH9C_mcFYYNbLBfCdhDiOtc4Kgrr0fBK0gTgNYuIQ5f8y5LofVv8ecQ68Mj5FIBFvzcFgaf-5eB1Fdf2CzVMgKVxgZ8tbKJAlMnvz3G_vx7UfudcuYIYWfDneHagYVuXRpqN5HZGZfMSJgs4uMIIb_9-TeK1-DtdHPeawcXmrYxXVkAtyHD02FUfb3zmxbUazVO_WD40NBKc5vz-yPuhBZc9UQ1en_ETYYJG7sF1smoL2hTdRbbVu0eEbolGDQrCMV4bw',
  e: 'AQAB',
  d: 'QEvEPf_wJaOBzAbUqMGQMkIGlUJoDbG7p9LmA3YaUaY5uYTFc1WlHX2BdPHBoU84cOswtIJiZASFzZxtqFQfogTYWMRkGKtbjnZc7KJSbUkcd5Y9_krHJuvU8qTtvdumBuqL9v6u0ErbA7Lo4YGzbdTSIY_1hQoIypzpjaIoU7pa8f2X01uXx9ChIXEUelQol-U8bW6zNIEAfbdguKD3s6P5jUfpTJLmf2xd2O9CBf3EL5FDcemgN0A6cqrm9dZjYnR08vQ7lMe-XkYR98qImk694oFzj6mwFpc9RpB9gQsvxmro-MohLI61tIU4rMV9OLkgdIrwpjB_QnI-MP402Q',
  p: '4-kNeXTVo_HX87tmy_jQKxiZy3PB8Ktqn-KYSD4uT65Only45U-JLyCAezq1VCWWb05i-0Y2VYSFmQ-k9QUw52LY_IvgyPe-dwJ0vEtHexp_gwc97sjOop3PH6sbzFvSgjNygZXxqaEkxNfWJ3KPYN0f8UC-2fFpiNitQtbxL6U',
  q: '1WehbVAFnDulgW1drpH8YKJqwKSeAJ5F0NlbEvu7ohJ4sR07uE0YyjrmuEl_Xpz6brswRter0kb2AdzmNbLsJRfB7F87NwJr_t02nqRcff06Z2z8X-zPd7STrmdtRd4OWFDppc0MIFVu4Sr2oO3-SZwUxc0OA6j_tzZDnmO2C4M',
  dp: 'QLpu1kDlcEN-dr2Rq3qF_Mdm3o6I1UaJ6NDdOR9X3c9-iqGA7beSGa1ccCMzXquyNviHSiAdzFnv65Gy4tfPlNfREqDTfaBHGtu6tcOXkJHtBxSmdUvYy_yP18msAnVNqybbbYxdbzTSEYnPS7LQn80NhmJCEfnrZC9Nvf73zvU',
  dq: 'qrcjGPpZ8ph4lugxeDRKq9diBMfrqdzzRtaKF86PVGDoce9L1ey-9xBVf3k0TjDP2gMe5J0lU6r2o5jeBHkklavCs1-fVCs4z4KRbilX4GXR8ejqn6YmdcFcHrmYXbr8yMO5laxJlhgiAjjHYQfiU2pr56xZGK56GktrnmpvuBc',
  qi: 'vnrcP7N9A5Iarp_b_zGA1YGPIZPCBu3bmZhZr3HE-mg0gcZ-XmvFJWyy8t3t5JVTWV87FvZdCY_LNJFt2OYyYgUIvINaME4xwDNdEIxeNE20VLsLNyxq9_rY8TzmWLaADklqUeZLiJl5HpLaJ39SC6tnvawZnM7QUzP7rFAPoWo',
}

/** The public part as a base64 SubjectPublicKeyInfo, which the discovery document calls `x5c`. */
export const publicKeyInfo: string =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvf0qsV0FtWigNC3awmCfDYq3H8+VQa+Evp5QemXBdcwHVooa5SdC1RSu9zUFZxKF0yRL8iN4AvE8MgcUIJH9C/mcFYYNbLBfCdhDiOtc4Kgrr0fBK0gTgNYuIQ5f8y5LofVv8ecQ68Mj5FIBFvzcFgaf+5eB1Fdf2CzVMgKVxgZ8tbKJAlMnvz3G/vx7UfudcuYIYWfDneHagYVuXRpqN5HZGZfMSJgs4uMIIb/9+TeK1+DtdHPeawcXmrYxXVkAtyHD02FUfb3zmxbUazVO/WD40NBKc5vz+yPuhBZc9UQ1en/ETYYJG7sF1smoL2hTdRbbVu0eEbolGDQrCMV4bwIDAQAB'

/** A key of a session. */
export interface SigningKey {
  /** The `kid` of its tokens. */
  readonly id: string
  readonly key: PrivateKey
  /**
   * The one current key signs new tokens. Tokens of a previous key remain valid, tokens of a retired one are rejected, as
   * those of an unknown key are.
   */
  readonly status: 'current' | 'previous' | 'retired'
  /** True if the key sets contain it. */
  readonly isPublished: boolean
}

/** The keys with which the authorization servers of a session sign. Plain data, which is never changed in place. */
export interface KeyState {
  /** The number of rotations since the first key. */
  readonly rotations: number
  /** The oldest key first. The last one is current. */
  readonly keys: readonly SigningKey[]
}

/** Returns the keys of a new session: the fixed one. */
export function createKeyState(): KeyState {
  return { rotations: 0, keys: [{ id: signingKeyId, key: signingKey, status: 'current', isPublished: true }] }
}

/** Returns the id of the key after a number of rotations. */
export function signingKeyIdAfter(rotations: number): string {
  return rotations === 0 ? signingKeyId : `${signingKeyId}-${rotations + 1}`
}

/** The header of a token, as far as it can be chosen. */
interface TokenHeader {
  /** The id of the key; null for a header without one. A known id selects the key to sign with. @default the current key */
  readonly kid?: string | null
  /** @default 'JWT' */
  readonly typ?: string
}

/** Signs tokens and finds the keys to verify them with. */
export interface SigningKeys {
  /** Signs a JWT. The claims are used as they are. */
  sign(claims: JWTPayload, header?: TokenHeader): Promise<string>
  /** Returns the published keys, as each authorization server has them. */
  keySet(): KeySet
  /** Returns the key for a token that an authorization server issued itself; undefined if its tokens are rejected. */
  find(keyId: string | undefined): Promise<CryptoKey> | undefined
  /** Returns the same for a service, which knows only the published keys. */
  findPublished(keyId: string | undefined): Promise<CryptoKey> | undefined
}

export function createSigningKeys({ keys }: KeyState): SigningKeys {
  const current = keys.find(({ status }) => status === 'current')
  const find = (keyId: string | undefined): SigningKey | undefined =>
    keys.find(({ id, status }) => id === keyId && status !== 'retired')
  return {
    async sign(claims, { kid = current?.id ?? null, typ = 'JWT' } = {}) {
      const { SignJWT } = await import('./jose.ts')
      const { key = signingKey } = keys.find(({ id }) => id === kid) ?? current ?? {}
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ, ...(kid === null ? {} : { kid }) })
        .sign(await importPrivateKey(key))
    },
    keySet: () => ({
      keys: keys
        .filter(({ isPublished }) => isPublished)
        .map(({ id, key: { n, e } }) => ({ kty: 'RSA', kid: id, use: 'sig', alg: 'RS256', n, e })),
    }),
    find(keyId) {
      const found = find(keyId)
      return found && importPublicKey(found.key)
    },
    findPublished(keyId) {
      const found = find(keyId)
      return found?.isPublished === true ? importPublicKey(found.key) : undefined
    },
  }
}

const importPrivateKey = cacheImports((key) => key)
const importPublicKey = cacheImports(({ kty, n, e }) => ({ kty, n, e }))

/** Creates a function that imports a part of a key, each key once. */
function cacheImports(partOf: (key: PrivateKey) => JWK_RSA_Public): (key: PrivateKey) => Promise<CryptoKey> {
  const imported = new WeakMap<PrivateKey, Promise<CryptoKey>>()
  return (key) => {
    const known =
      imported.get(key) ??
      import('./jose.ts').then(({ importJWK }) => importJWK(partOf(key), 'RS256') as Promise<CryptoKey>)
    imported.set(key, known)
    return known
  }
}

/** Returns the token with a signature that does not verify. */
export function tamperSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  // All bits of the first character are significant.
  return `${token.slice(0, start)}${token[start] === 'A' ? 'B' : 'A'}${token.slice(start + 1)}`
}
