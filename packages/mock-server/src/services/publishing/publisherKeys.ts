import { type DiscoveryKey, type Publisher, publisherValues } from '@personctl/generated/cis'
import { isObject } from '@personctl/shared/guards'
import { encodeBase64Url } from '@personctl/shared/jwt'
import {
  type AttributeObject,
  signedContent,
  withSignature,
} from '@personctl/shared/publishing/signedContent'
import type { PrivateKey } from '../../oauth/keys.ts'
import { generatedModulus, jwsHeader, signByGeneratedKey } from './generatedSignatures.ts'
import { type PublicKey, readPublicKey, signByKey, verifySignature } from './rsa.ts'

/** The keys of publishers that were given: each a JSON Web Key Set. Those of `cis` may be private, for the service to sign with. */
export type GivenPublisherKeys = Readonly<Partial<Record<Publisher, GivenKeySet>>>

interface GivenKeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** A key of a publisher. */
export interface PublisherKey {
  readonly id: string
  /** The public part, as the discovery document has it. */
  readonly published: Readonly<Record<string, unknown>>
  /** The private part. */
  readonly key?: PrivateKey | undefined
  /**
   * The origin: `demo` for one of the mock, private part included; `given` for one that the mock was started with; `generated`
   * for the one that signs the attributes of generated people.
   */
  readonly origin: 'demo' | 'given' | 'generated'
  readonly status: 'current' | 'previous' | 'retired'
}

/** The keys of the publishers whose keys were changed: the current one first, that of generated people last. Plain data. */
export type PublisherKeyState = Readonly<Partial<Record<Publisher, readonly PublisherKey[]>>>

/** The ids of the keys, as the real discovery document has them. */
const keyIds: Record<Publisher, string> = {
  ldap: 'LDAPKeyId',
  mozilliansorg: 'MozilliansorgKeyId',
  hris: 'HRISKeyId',
  cis: 'CISKeyId',
  access_provider: 'APKeyId',
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** The keys of all publishers in a session. */
export interface PublisherKeys {
  /** Returns all keys of a publisher, the retired ones too. */
  listKeys(publisher: Publisher): readonly PublisherKey[]
  /** Returns what is published of a publisher; undefined if nobody has the name. */
  findPublished(publisher: string): readonly CheckedKey[] | undefined
  /** Signs an attribute as the service itself does. */
  signAsService(attribute: AttributeObject): AttributeObject
}

/** A published key, and what verifies signatures with it; undefined for one that cannot be read. */
export interface CheckedKey {
  readonly jwk: Readonly<Record<string, unknown>>
  readonly key: PublicKey | undefined
}

/** @param given the keys that replace the demo keys */
export function createPublisherKeys(given: GivenPublisherKeys, state: PublisherKeyState): PublisherKeys {
  const published = new Map<string, readonly CheckedKey[]>()
  const listKeys = (publisher: Publisher): readonly PublisherKey[] =>
    state[publisher] ?? initialKeys(publisher, given)
  return {
    listKeys,
    findPublished(publisher) {
      if (!isPublisher(publisher)) return undefined
      let keys = published.get(publisher)
      if (keys === undefined) {
        keys = listKeys(publisher)
          .filter(({ status }) => status !== 'retired')
          .map(({ published: jwk }) => ({ jwk, key: readPublicKey(jwk) }))
        published.set(publisher, keys)
      }
      return keys
    },
    signAsService(attribute) {
      const valid = listKeys('cis').filter(({ status }) => status !== 'retired')
      const current = valid.find(({ status, key }) => status === 'current' && key !== undefined)
      const isInitial = current === undefined || current.id === keyIds.cis
      // Tens of times as fast as the demo key, and as true.
      if (isInitial && current?.origin !== 'given' && valid.some(({ origin }) => origin === 'generated'))
        return signByGeneratedKey(attribute, 'cis')
      const input = `${jwsHeader}.${encodeBase64Url(signedContent(attribute))}`
      const { key = demoKeyOf('cis') } = current ?? {}
      return withSignature(attribute, 'cis', `${input}.${encodeBase64Url(signByKey(input, key))}`)
    },
  }
}

function isPublisher(name: string): name is Publisher {
  return (publisherValues as readonly string[]).includes(name)
}

const initial = new WeakMap<GivenPublisherKeys, Map<Publisher, readonly PublisherKey[]>>()

function initialKeys(publisher: Publisher, given: GivenPublisherKeys): readonly PublisherKey[] {
  const known = initial.get(given) ?? new Map<Publisher, readonly PublisherKey[]>()
  initial.set(given, known)
  let keys = known.get(publisher)
  if (keys === undefined) {
    keys = [
      ...(given[publisher]?.keys.map(readGivenKey) ?? [createDemoKey(publisher)]),
      generatedKey(publisher),
    ]
    known.set(publisher, keys)
  }
  return keys
}

function createDemoKey(publisher: Publisher): PublisherKey {
  return createOwnKey(keyIds[publisher], demoKeyOf(publisher))
}

/** Creates a key of the mock. */
function createOwnKey(id: string, key: PrivateKey): PublisherKey {
  return { id, published: describeKey(id, key.n), key, origin: 'demo', status: 'current' }
}

function readGivenKey(jwk: Readonly<Record<string, unknown>>, index: number): PublisherKey {
  const published = Object.fromEntries(Object.entries(jwk).filter(([name]) => !privateMembers.includes(name)))
  return {
    id: typeof jwk['kid'] === 'string' ? jwk['kid'] : `key-${index + 1}`,
    published,
    key: isPrivateKey(jwk) ? jwk : undefined,
    origin: 'given',
    status: 'current',
  }
}

function isPrivateKey(jwk: object): jwk is PrivateKey {
  return ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].every(
    (name) => typeof Reflect.get(jwk, name) === 'string',
  )
}

function generatedKey(publisher: Publisher): PublisherKey {
  const digits = generatedModulus(publisher).toString(16)
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const id = `${keyIds[publisher]}-generated`
  return { id, published: describeKey(id, encodeBase64Url(bytes)), origin: 'generated', status: 'current' }
}

/** The bytes before and after the modulus of 2048 bits in a SubjectPublicKeyInfo. */
const keyInfo = ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', 'AgMBAAE='] as const

function describeKey(kid: string, n: string): DiscoveryKey {
  const [start, end] = keyInfo.map((part) => atob(part))
  const modulus = atob(n.replaceAll('-', '+').replaceAll('_', '/'))
  return { alg: 'RS256', kty: 'RSA', use: 'sig', x5c: [btoa(`${start}${modulus}${end}`)], n, e: 'AQAB', kid }
}

/** Returns the keys of a publisher after a rotation: a new one is current. Without `keepOld`, all others are retired. */
export function rotatePublisherKeys(
  publisher: Publisher,
  keys: readonly PublisherKey[],
  { keepOld, key }: { readonly keepOld: boolean; readonly key: PrivateKey },
): readonly PublisherKey[] {
  const ids = new Set(keys.map(({ id }) => id))
  let number = 2
  while (ids.has(`${keyIds[publisher]}-${number}`)) number += 1
  const older = keys.map(
    (one): PublisherKey =>
      !keepOld
        ? { ...one, status: 'retired' }
        : one.status === 'current' && one.origin !== 'generated'
          ? { ...one, status: 'previous' }
          : one,
  )
  return [createOwnKey(`${keyIds[publisher]}-${number}`, key), ...older]
}

/** Returns the keys of a publisher after one was retired: it is published no longer, and what it has signed is invalid. */
export function retirePublisherKey(keys: readonly PublisherKey[], id: string): readonly PublisherKey[] {
  return keys.map((key) => (key.id === id ? { ...key, status: 'retired' } : key))
}

/** A problem of a file with the keys of publishers, and its path in the file. It repeats nothing of a key. */
interface KeyFileProblem {
  readonly path: readonly (string | number)[]
  readonly reason: string
  /** True for a key that the service would be given, and stumble over. */
  readonly isWarning?: boolean
}

/** Returns the problems of a value that should be the keys of publishers: those that are errors before the warnings. */
export function findKeyProblems(keys: unknown): readonly KeyFileProblem[] {
  if (!isObject(keys))
    return [{ path: [], reason: 'expected an object with a JSON Web Key Set for each publisher' }]
  const problems = Object.entries(keys).flatMap(([publisher, set]): readonly KeyFileProblem[] => {
    const path = [publisher]
    if (!isPublisher(publisher))
      return [
        {
          path,
          reason: `nobody publishes under this name; expected one of ${publisherValues.join(', ')}`,
        },
      ]
    if (!isObject(set) || !Array.isArray(set['keys']))
      return [{ path, reason: 'expected a JSON Web Key Set, which is an object with the list "keys"' }]
    const ids = new Set<unknown>([`${keyIds[publisher]}-generated`])
    return set['keys'].flatMap((key, index) => {
      const problem = findMemberProblem(publisher, key, ids)
      if (problem === undefined) return []
      const { name, ...rest } = problem
      return [{ path: [publisher, 'keys', index, ...(name === undefined ? [] : [name])], ...rest }]
    })
  })
  return problems.toSorted((one, other) => Number(one.isWarning ?? false) - Number(other.isWarning ?? false))
}

/** @param ids the ids of the keys before, to which that of the key is added */
function findMemberProblem(
  publisher: Publisher,
  key: unknown,
  ids: Set<unknown>,
): { readonly name?: string; readonly reason: string; readonly isWarning?: boolean } | undefined {
  if (!isObject(key)) return { reason: 'expected a JSON Web Key' }
  if (typeof key['kty'] !== 'string')
    return { name: 'kty', reason: 'expected the type of the key, such as "RSA"' }
  const end = 'the service ends its search for a key there'
  if (key['kty'] !== 'RSA') return { name: 'kty', reason: `expected "RSA": ${end}`, isWarning: true }
  const publicKey = readPublicKey(key)
  if (publicKey === undefined)
    return {
      reason: `expected the "n" and "e" of an RSA key of 512 bits or more, both in base64url: ${end}`,
      isWarning: true,
    }
  const { kid } = key
  if (kid !== undefined && typeof kid !== 'string') return { name: 'kid', reason: 'expected a string' }
  if (kid !== undefined && ids.has(kid))
    return { name: 'kid', reason: 'another key has the same id: both are retired together', isWarning: true }
  ids.add(kid)
  if (publisher !== 'cis' || !Object.hasOwn(key, 'd')) return undefined
  if (isPrivateKey(key) && verifySignature('', signByKey('', key), publicKey)) return undefined
  return { reason: 'the private key is incomplete, or is not that of "n": expected d, p, q, dp, dq and qi' }
}

// PUBLIC ON PURPOSE, PRIVATE PARTS INCLUDED. Publishers under test sign with these keys, and the mock accepts what they have
// signed. They are fixed so that responses are the same on every machine. Never trust them anywhere.
const demoKeyMembers: Readonly<Record<Publisher, string>> = {
  ldap: 'zw4PKTaawQQZrhICxL5-bWZ0oykgROU82IDhqhR1uaev6XlAzGN0sRxiZxx4sWpa1uLZqewAhPFb726YjVKajsPMtwOUSLuHpF1_VUEP6mm1W0wycHk9TVTkq_8Dl_7t4Y--LFgUSmV9pc-Vt0cwVg4nIKou1gcM2SU4cpuuNdEqUG0fo2trfEyZ1YctoNJL4wdDyEEy3arwoq7Bbe8PrKd6P9KaCKUURE2gM24S5_JKBcrGTbkaldoAMhWi_TQ_PYSZawG9EBhllORUwuXgjH0W9kHCFEdhd1E9jFDHauGO0CY8WOAW71nHObTguRKz47Q_ZtkA0_XSRX_p3dDP8Q PxjeNuV8gHBi8QBtFo6kkWslBSm9uzEOez2_RyjH_WUj_uakAAUY5PYs6JYtE4fBGfX0dctFFz5EEXFnDL4M-o-hfW4aTJXVTpnteUoD8x_2k9VjE5Jmw3-o1d83NaUK0e-PeQz4VfmasiJR0hHgIYFbnCEwd6mbWTr1-jsF-kDwrRLN8oTBTI7XycQxyi-Bi2Y7VZqzD5nEB1SriM36BXH_tbRp1Px5JlvRIpTWVXNPEKQZqNBhRzoJOUaprAI3yQArQzKm0Ttl3wLWMXUNm93sU5qINY9bwPS1li3gQ3ddU0JPRN5X4lGboD4GEIzPGlGGbSI_zGJpcK8M5SlBvw 5zYPc0lG8MwOk04Umzz3fMO1lGu22mUSYpCCaO3_UeOYyayrSMY2UeJH_1GzRt2ngbdeUqVGNjvkgNScqowdgoc02E-Jq3xEv51WB2QU13_Uu5yk1PzNU7CjhK07ngxJzQdPf3BgJSo7eeJ6AjWUunlqGpZ8H-ai4IFnKrifiuc 5UD-dx7AvHsIJv1tVbkFmzdKx4UFItRGPaXgJJEehhqUz8qFP8vANhOJQmFhd7YoWJH2AdU49Wrk79xS1JSYyZrCXzP90HMHSQ4TLHs5nmVl6S8O46tKLG7wI7NFMuObNtOXdCst0IYUB2tE909EA7gtnRXug6PxccsqgwMYC2c SDatSq-nVYwWPVHUw8ud7LzfmLSvzrRksp457PXwma4BSXQBp2ApFRgcrpTg7pBKQgx4jE2MiWHZc5d0Oxw6F0uNaMYm1IWin0pP1U0f6VLGqbY6ET_IDYyM9eJ5TVq_LidLYB1EGjd_jgj7XHdJtZg4WIeJyxjo5D_mbgRt6B8 PKOna2zIAFLuwhlwrScGk5rZfdLym9bYSYAxvJpiH4iyahAglNJZIjSirttBQ7_8Bgl9r9hte4Ttz4BQrIgtrc3wsev3rAZxG-LMMYzancomXbqjzpbFROGHRXoqyJ4ptSPcwM6XDLwaWigGkv_1dqJl9lIRx-I6gCYENalA1-s bs55HER5UbkePkfS18W8OKboL2mC3eWfEgFhiw2YHnpXaopZewA1RFmQ_Oud9Y01OphZAHADqLTVEe3v1etItm6dklnX4Khzh90mfX29XDeJ9jjix8A1vGjJjJTmkW80uHuWxz_vBYANPjP2-6JMHZINbbbNhpw1q8LgDf7E1Yg',
  mozilliansorg:
    'vdrCHEDjWp_1WcMhp8g_pYJBXaps-qsyF_yyonQRGicOCFxqtogzRKcaepUuyD6wINi-fu27ueU9QLBiG54KuSPWIRLdXfWIq0GZALU4ZsgM5WPqw4GtwgPWLV9HzrpXAmPiVzUr_GacYN2HByRPqwH7wBPCcLjyVgj3aA2qpL4_KtH73j40v_tZ5m4CbdLEBYmVSGz6gvrbaG-D_hbumcgsG7leHb5WZkwRo33yLb_uEfW3rOG2vjIfK3ys_GK3abtJ4oBLo7hncgB0bKs-_F1AWfOJHIvLeZri9YctrSQGByneqDCgGVGVd6zpkgzsgsAzTsgNAxlWOZkfGrmxnw TQdBdhL_xRp2k2wx1RRZAqu0Yio62d-st6hXwMTwTYnxWshog4RYwCyl5vQ5wp6bgetdgO7zofAtLjP7vEnadlR6SCQsEuIUbyMdNQovk8hBczb0s9Vg7on1StnEBGBi7Pu7yHL9h9Dm1MymHmHQV2-Ho94-WvU3XWyKJ_HJ9QyqeTMbq4nIA3UPx1p_ilzl4zE5m7oibEYMKDS-btMSXgUWcWxeRU2mVb2X_0i8gIa6NVkb0XzBHKsyVClgAjKbG83zeyxtwXa3DPIQh7HruAIXct5brITD6zu4rU9wDXBOj6_LvPKi73kcM9sS1eoTfybjjF0y3D2sBu1anUJx 3vne82iqzzUWmwYEvbn3uQlbgfh3dWcSGerYB8EoQfl6oYc8hzQR3ed4ImWt6ZTd5Wps_E4OfMnjui9T9IIahenuGqBFq6A_lbMDr_yUpBn6CuvRfnTVwQknI9mxPduEQ8Wo4cSg0t2_JWqbI3Mjyf5vzSnLW4x1uiP3mQXW50s 2fkV6bmm0sP6viFxIU7RFtsYRetaYo_k96Nqixg0P98CUJYvlZztZ_hHdU9d1dvEtqiponpGejPWq89nj6MZVBJX4dIGRFY45DIvlcA1XuBDJF2irp396dAV_RyUQecgBfP2veVX_3jBUaGHPAlqVpOwuOAseYlwBJWiED-9Bn0 DDC_BrG_POrbHIics766E2y2iwmJhmqnK7GSNAJUcB7ynGgnYADxxR8Fi2PhuTaBVyyVXsnpstraz3AM9_4w8wdSFDSU-ogdUdLirblyavJcoEI6Rt6eXRpiAGzDau1YctgYnpdAb6bd726_opWF7GIzvJS_YHbybMXQoJYYJLc c9OJkmZFwI_FiQzqOcHRF60a6-SRZfiCuhjLP9h_w0T0zO_Rn1YBTZNAHZUsDr02fb2ITr9c_gjX1PpkVI5dojARJP1euSd8Gb6VTKUTdzQCWausC9AGoh0h4hsyqQZxHNizz9qz9Rws1fzYiM2UBSd76_GrkHW44abFtI66Gl0 MI-aJrx8kjS690UXMC8b6xqqFOUrHCSiVzletA0jhxwXi7OvnY1CfKGdhKqMv2Y9G4jAtB1b-XINHzRmQl6WUsseJHRixpq7gJSqWjhSCJvaNee8UmSoeXNCg01PM1mmgkXFERcQwaTR1TELwjBVEokVdHkuJlgLmZVXcQuNKXk',
  hris: 'qJxHDIhuCkNBclTYGQ24pb-oZMfY54PrN9oTYUpCu5EZkB70McfNiMgupikSXy8j7psQNGHxZielhRNgxS74Kw8UzNqnxSDHWhK1Y1qV8n03Ei1zbRNdkVD2h3iH52B_dE6peWuyFauxp8NCvlLmumX3qAGq1L0zQV-yD39D2RneEdkCpjnORUtXs8IS0l-8LUlEkkVKJovJzWIU6k7qZPkrsLFMaYsxpMdS5ViMCGVUvP-RtuyMGhPjlpkjDG6dccOZW1gqme0_oYtumB2iTCfoXmZWHnHvHqEcLfD93xgncEI8i5ZFJzZ-hpnEyANMii4g1EzRJTlPovnOdYIBuw RONUw_IZw2enHac8gz_v6QhdLI_aNvzW5YLb2CwXB7tIznFXI9-WQgRHyuuM7ga8j4gbHsvFbQ9VuQEp0GZYTn9i6C-NzCSQTmTGZ0ljaidukKaxOidnWy_RCZhdLlNmv4ZEB6_QmroDY5-LbWdBjXaLsMC9ox2KC3OltF8ywUf-XmriODO-U5qOnAw7gY4REl0pq9RLGogD4fHZ42DbqIU96GbDrOYQ_xLHSF7I2Vx86-dOKVizQeTelecLsddMXHOETB0EbGL80ZMA9Jb49Q0YMFizKmct0pe8SU_Lz-Rmh3VbJjTuj5PfBcd4Ql4tR3lFM_lvy2PKJra4X-Z8wQ 2NoOLXrv1pUsUohFe_pucIG9Bh-JGnzJtJ3OwXAiyIyHq2KA3dC-dpEm60efIUSamUvQD95c2pvkOJDOwbureflx1cmlNljdVPixzwOM8rv_tTn_Jg8OjnI8el6Y_SVphygitLJKcDd8eF36RXgtfIy4xKF6obFLefT4mXjRvYc xwy37zixi1AfThMjByWPrH9umukn0BD8Jq63smxg6sMYVUQf8s6Nkrgc3SVG1ClkLisB0zijnL2EBymIR9ZHZpbWsK43RT1lfk-rLANlCRcZAV-_fvbj32T6ZzYaOrR6oWRi0FLoqOnj87WtqoJUyIRRXehWFqAHBbBxppUjBy0 IBiGKK0deoExwjVxM1xppDVPqOxZ-pWltRn2VCMows4p9m_p6urOhfYN8Jz1LJNe3nmeHfsneyO_r6-fKoWAZ9lHxADIdzbH65-zkZRQ9ExnGIexAA0SdnrqAKKnujAjYmHKYTxSUDGmNpqSRF35PYoGfvP3lp8LMM3VTcHYKVk QqR5eLhsiQ4cTRGPKrdisQhBSdBCKiFlqrXYfv5WPINxRCr431xUfgjycQAoBKSPC_4OMF_IN5Qj_hnjrNmLMkfSPXk2vBHgRzf5QVUpoK-BCbq67JFQndy7EY9FnN4MKLjpdIItr1APp-rt6CaWqEPU0jIVkKGneDoo8vL_tUk NJXEWuE2ztvkqzczAROMyGB2VCLauaReIifE-5kZLXlYbILJ_HyjSPYIuyO71lIJba0AZa5iLkcyVQHDKa6hOPI1sHClWAMM9Yg-QruoPllrMPbKHr-hhXfuhP3DuGR2yKJ9z_l7gUM5wKifThNEW_Nc6chkmE9r-2qHkaNq6YA',
  cis: 'uAZZQJFB_-E4RWyOaBUc7-xCRiXJKAygDabNMqEueqYbsmIkBbmHjRcs6Kyz9HOc7IWMscO0-K2x-aAH3h0TuyJ15OUeurshc-dRZvKvZbhliT-LweRYadunK0c0dHC1dvxnT2BMEbzWIIjcaEm_iMO-lKwB8fAVIJSBLxgxAraFAe-JZrP9EArPBYrHvEEbKorYVZ5Ay20p6ksxkzzEQDKU0mcN0oBxTd_SWynimNtJ3eOIPbR7zhuutTFcZraubkZvlbhoUbjz_6Ektg63iLCbixJF_ut6mN6AaNlqS8vUjaoR4YOUGtbWnjRvqstbT_I1ddapqpp1o3BSO2sQTQ FK7TUYr3QzDx1_et_8ETugbbTLK1gPSo-S_R_fVDWedD01DtdzPq1MQ8jhV5ulP-LfqKnXYqEmMZ-ZJEysWI21kHAsgaTpF2s-X_7lVWD6rhxUMToaIDqo4p-UFtAgNNmfHKE2VMLMLabC4FsQuiOoG0RgBueDNBeffG7InzBDiu-XxsRPM8PJC9QEx-s4Qdu0wSHnpguVWEqCoLfQwjVqK8CZoyKFGKDwxL8sV8sUS_eWpPWEv8VxeHu1Qf9RDmQVKLSNkdwusFF1Nqq-OPVX4Qo6GU9EHy-lgsR9w1OyX0FmuPKkzc_o5nj6lmSRTEOCVGiaB_latdaKSFYfrIDw _jTzNPti7tFi6Kj-1EbAXkT9S7_YwoGamfAyIdXSCxLAzKwMsi9N5sBD7Hx56bJflHYvqaQcTjf4lGqHwBPso8NUbRauYFvNYBDk6OxAJ0_TlDsS71visfr7qhHMzqbkjFg0i4AXakfOXcO7FlIviUrwH1O7352ht1xXUoVlY3M uVKpubkZKbs5gbuR70bDf-GjZUf6aBt2YXZo5PQGNzaJQjcbvlRsjTtoHO5dOj4XW0SYjfniKTpRmXoXP0QQWIXhWMYNkoKvkqtbRdba7DGb4CjuSzyqqKS6Qx3O3Mky3brAUJobZlXxCYxLOxqmcetIpnZ6I2H6fuVUC_26TT8 EGVT5m_sYqDosz7rKL_jenESsUcPcQQw94rRgPMsmAA-pTTXoMqCSMbP2rnwlw0lMwsoadWm6bicdN4mIVJnqexYTqzu1FI3feG5Efji7mYsrFvfDccsaPRaNQ7u2clT5mVuBi1d1UIKYmvUbk0gucc2k56v-G1PV-dBzpXCA1c od6VBvapBu1Uhn9qMWBSxHE2gfGDw8kw9mIxrsGCaFmHPEHcRruA8T9Raeu9nHC9f-eDhIcdxrr8qRyeD5GI4XlW4m5jTnQ9nNN1bqQDJkkSiJHXyfmcap8vXg48MFbAyjEjZ4OjqRgp6BgVYfOeLGTBWTyk5CDhZlMyvSKKxos mKa6ifH_VeMaa9b64KrJiO3ZxxztQ9oLUAs-WLTxZ7bwEVavCS5byhiIX7VN3e17wvqTne3gTO_q0r8gU058cRE-ZbNG7FN7QP1uPaxWpHC5XK2EAhKyB3T1MF3i_Aun3putz75FjkeFsba5R7j970pfG-78Wjf965SOOE7e5cs',
  access_provider:
    'q7t0aV3L_HN3OiSvrb_JsuLEQKFh8ul1BxXDyWLknk5THQ6bCuV5Vf5KO6A-nUOb4qEyBi42D7zpgqEGtk1T63OL4uAlri7m-yIphbjkz3RDjKHiafVngDiJJgQGMeTPUkxBdS2fxgBj-ZMQjxiS2cQj40ozFr3hK55By-w0ufXjZDBCawgV7N4_pYfq0suB4SUUDf374pUrjaaodcWDV6Yu3MId_ZWNi2kQOkVcpwEVTazmwPSjiWN7VHvwi7bKbH4tuPK8aZNUPpKnh3So3EeYCHEJ6FgUrh1WgCdaFskPAwDXYn4bGmu0CrWLILxZY3qt82MYizZ4uvXATTDO7w BBeYbjZU-QlgqvBa21S5oAX1T-ZIk5A_61D3ybcN5D57jogIO8SSFUbU9VdxMTAo6R1BjZImVE5XxiFuK9lAia4cLuYmdQsbEproIGPygoWuYmMtJlc5sH19udEuEJxM2xTZbnW4MUYAcTRcQvypQH_YVxSFOSKB2MHm_CP_HFCXTZXJFY93T-vNIoqMcibxSlzNe9X-Fc6fflHiUuFejIXRnVzpd7RAmvvgZNJsStc1fNxV8xZqaSOESapPuXJf2v_JqKbmYXbLk7gE_k0Nja33xIPzlGD5PqEm-Xc0RJa4Thb5CADPC3-4J4Pb3m8nVVB1LOF0pdu2aJZBLlTuCQ 5OE-C5FLph_fKr8s0Kg7H3Snh0YXnfqHSNLUgySdUw2Z7K2o6nNxKrHIykZR335_T85GxTLOPjl_5GqZuX5iWoA4OQivfyhqgWgndNRuu_BbY_L5PW5_hJmGrk2IbCuOt2Wyr0ckU8qPi8AlowFQB0HllLKLRbxgvMhFaZuhMSs wBS3vxJ5W00PTSAcNflEd9kotyIlU_CSWCpyvmjCGctTi2AGwowZvBjgsIAjnDTiG2Jbq7s5jFhe2QBMUk28szxiCyEP-rHppnAxtOoYXSV8Ku8ZsFXo6HKeJz_eoawCL-ur9T0XYUx0xqlPXZxVBs_RIAcze0Ydb542Ti66j00 EBCfQkCYhriF-YIhqyOjwrl1aNFKpxQGmt3xfKL9R-8UdsBZstsXfl-sMEZvSLigRwG7hevi_gsbJvU0hQiR7rhBOf-aEdrMXvjojBK9EwPz5jgPtngjCzObeHCIus7z3XuN5y-fJSJ6oNyDx8U30MqXSrCdhe-K-rUz6g26arE XreYqDr25uPIANMtthvV_Hd0UWIgIBVIRPuhm21TEZ8m8lqG2tZ1NkDaQ47cgIG_YZuN8tAfH6rQEpfICunUfFnxSuWh2JB01CMND9ZD72K1qQJAm6ixcjZa8KXZJcYJShIfuI3Igq1OBEynG1UkxHgj-nQymb5Ic6sDwmfejR0 NuunalNkESB10n1VpMIqAZoqOdHLXTA_HaOs9ER4qfZkIe16B-sObZV4KoCgKfc2kbpJT7WQq9hXxeWajgeaP67KqTahRCHC9yA1tK-Y9OA_qcbwPft7fqofaZEj0Td9deZZIU2EFoWnMfNA5f4vHHn98uolxYq3386duEOagqk',
}

/** Returns the demo key of a publisher. */
function demoKeyOf(publisher: Publisher): PrivateKey {
  const [n = '', d = '', p = '', q = '', dp = '', dq = '', qi = ''] = demoKeyMembers[publisher].split(' ')
  return { kty: 'RSA', n, e: 'AQAB', d, p, q, dp, dq, qi }
}
