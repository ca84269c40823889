// Measures the verification of signed profiles against the same signatures verified by the platform alone (WebCrypto) and by
// jose: every profile has 20 signed attributes by five publishers. The candidates take turns; the medians of
// the CPU time count, since most of the work is done in threads.
// By default 650 profiles, since a signature takes as long for each; --all for 65,000.
import { generateKeyPairSync, sign } from 'node:crypto'
import { verifyProfile } from '@personctl/sdk/cis-publisher'
import { compactVerify, importJWK } from 'jose'
import { limitOf, reportFigure } from './support/claims.mjs'

const limit = limitOf('verify.WebCrypto')
const count = process.argv.includes('--all') ? 65_000 : 650
const rounds = count > 1000 ? 1 : 7
const publishers = ['ldap', 'mozilliansorg', 'hris', 'access_provider', 'cis']
const attributesOfProfile = 20

const pairs = new Map(publishers.map((name) => [name, generateKeyPairSync('rsa', { modulusLength: 2048 })]))
const jwks = Object.fromEntries(
  publishers.map((name) => [name, { keys: [pairs.get(name).publicKey.export({ format: 'jwk' })] }]),
)
const header = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')

function createAttribute(publisher, value) {
  const metadata = {
    classification: 'PUBLIC',
    last_modified: '2024-05-06T07:08:09.000Z',
    created: '1970-01-01T00:00:00Z',
    verified: true,
    display: 'public',
  }
  const input = `${header}.${Buffer.from(JSON.stringify({ metadata, value })).toString('base64url')}`
  const signature = sign('RSA-SHA256', Buffer.from(input), pairs.get(publisher).privateKey).toString(
    'base64url',
  )
  const additional = [{ alg: 'RS256', typ: 'JWS', name: null, value: '' }]
  const jws = { alg: 'RS256', typ: 'JWS', name: publisher, value: `${input}.${signature}` }
  return { signature: { publisher: jws, additional }, metadata, value }
}

// Signing takes forty times as long as verifying: the profiles of a large run share their attributes, but not as objects.
const distinct = Math.min(count, 100)
const texts = Array.from({ length: distinct }, (_, person) => {
  const names = Array.from({ length: attributesOfProfile }, (_, index) => [
    `attribute_${index}`,
    createAttribute(publishers[index % publishers.length], `value ${index} of person ${person}`),
  ])
  return JSON.stringify(Object.fromEntries(names))
})

const subtle = globalThis.crypto.subtle
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const importAll = async (importOne) =>
  new Map(await Promise.all(publishers.map(async (name) => [name, await importOne(jwks[name].keys[0])])))
const webKeys = await importAll((jwk) => subtle.importKey('jwk', jwk, algorithm, false, ['verify']))
const joseKeys = await importAll((jwk) => importJWK(jwk, 'RS256'))

const candidates = {
  WebCrypto: async (profile) => {
    const verdicts = await Promise.all(
      Object.values(profile).map(({ signature: { publisher } }) => {
        const end = publisher.value.lastIndexOf('.')
        const input = Buffer.from(publisher.value.slice(0, end))
        const signature = Buffer.from(publisher.value.slice(end + 1), 'base64url')
        return subtle.verify(algorithm.name, webKeys.get(publisher.name), signature, input)
      }),
    )
    return verdicts.every((ok) => ok)
  },
  jose: async (profile) => {
    const verified = await Promise.all(
      Object.values(profile).map(({ signature: { publisher } }) =>
        compactVerify(publisher.value, joseKeys.get(publisher.name), { algorithms: ['RS256'] }),
      ),
    )
    return verified.length === attributesOfProfile
  },
  verifyProfile: async (profile) => (await verifyProfile(profile, jwks)).ok,
}

async function measure(verify) {
  let ms = 0
  for (let done = 0; done < count; done += distinct) {
    const profiles = texts.map((text) => JSON.parse(text))
    const start = process.cpuUsage()
    for (const profile of profiles) if (!(await verify(profile))) throw new Error('A signature is not valid.')
    const { user, system } = process.cpuUsage(start)
    ms += (user + system) / 1000
  }
  return ms
}

const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
for (const verify of Object.values(candidates))
  for (const text of texts.slice(0, 20)) await verify(JSON.parse(text))
for (let round = 0; round < rounds; round += 1)
  for (const [name, verify] of Object.entries(candidates)) times[name].push(await measure(verify))

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
const own = median(times.verifyProfile)
console.log(`${count} profiles of ${attributesOfProfile} signed attributes\n`)
console.log('| candidate | ms of CPU time | verifyProfile takes | limit |\n|---|--:|--:|--:|')
for (const name of ['WebCrypto', 'jose']) {
  const ms = median(times[name])
  const ratio = own / ms
  if (count < 1000) reportFigure(`verify.${name}`, ratio)
  if (ratio > limit) process.exitCode = 1
  console.log(
    `| ${name} | ${ms.toFixed(0)} | ${ratio.toFixed(2)} times | ${limit}${ratio > limit ? ' **missed**' : ''} |`,
  )
}
console.log(`| verifyProfile | ${own.toFixed(0)} | | |`)
