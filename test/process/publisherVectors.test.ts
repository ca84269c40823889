// The script that runs vectors of other implementations through the SDK, as a process.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { builtInRules, hostedRules } from '@personctl/generated/cisPublisherRules'
import { expect, test } from 'vitest'
import examples from '../sdk/helpers/signedAttributes.json' with { type: 'json' }

const script = fileURLToPath(new URL('../../scripts/publisherVectors.mjs', import.meta.url))

/** Returns what the script prints for these lines. */
function runVectors(lines: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: lines.join('\n'),
    encoding: 'utf8',
  })
  expect([stderr, status]).toEqual(['', 0])
  return stdout.trimEnd().split('\n')
}

const [name] = examples.signed
const { stored, privateKey, publishersJwks: keys } = examples

test('writes one line for each request, in order, also for one that cannot be read', () => {
  const changed = { ...stored.first_name, value: 'Eve' }
  const [rules, hosted] = [builtInRules, hostedRules]
  const keySet = {
    metadata: { display: null, verified: true },
    signature: { publisher: { name: 'mozilliansorg' } },
  }
  const can = {
    op: 'can_publish',
    path: 'ssh_public_keys',
    attribute: { ...keySet, values: {} },
    previous: { ...keySet, values: null },
  }
  const lines: [request: unknown, response: unknown][] = [
    [
      { op: 'sign', attribute: name?.unsigned, publisher: 'mozilliansorg', key: privateKey },
      { attribute: name?.signed },
    ],
    [
      { op: 'sign', attribute: { ...name?.unsigned, value: null }, publisher: 'ldap', key: privateKey },
      { error: expect.any(String) },
    ],
    [{ op: 'verify', attribute: name?.signed, keys }, { ok: true }],
    [{ op: 'verify', attribute: changed, keys }, { ok: false }],
    ['{"op":"verify"', { error: expect.any(String) }],
    ['', { error: expect.any(String) }],
    ['null', { error: expect.any(String) }],
    [{ op: 'toString' }, { error: expect.stringContaining('Unknown op') }],
    [
      { ...can, rules: hosted },
      { allowed: true, message: '' },
    ],
    [
      { ...can, rules },
      { allowed: false, message: '[create] mozilliansorg is NOT allowed to publish field ssh_public_keys' },
    ],
    [
      { op: 'merge', current: stored, incoming: { first_name: changed } },
      { changed: ['first_name'], profile: { ...stored, first_name: changed } },
    ],
    [{ op: 'validate', profile: stored }, { valid: true }],
    [{ op: 'validate', profile: { ...stored, nickname: 1 } }, { valid: false }],
    [{ op: 'verify_profile', profile: { first_name: name?.signed }, keys }, { ok: true }],
    [{ op: 'verify_profile', profile: { first_name: changed }, keys }, { ok: false }],
  ]
  const printed = runVectors(
    lines.map(([request]) => (typeof request === 'string' ? request : JSON.stringify(request))),
  )
  expect(printed.map((line) => JSON.parse(line))).toEqual(lines.map(([, response]) => response))
})

test('keeps numbers, the order of keys and separators of lines in texts as they are', () => {
  const value = '{"b":1.0,"2":9007199254740993,"1":[1e2,-0.0,"\u2028\\ud800"]}'
  const attribute = `{"signature":{"publisher":{"name":"ldap"}},"metadata":{},"values":${value}}`
  const [line = ''] = runVectors([
    `{"op":"sign","publisher":"ldap","attribute":${attribute},"key":${JSON.stringify(privateKey)}}`,
  ])
  const jws: string = JSON.parse(line).attribute.signature.publisher.value
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
  expect(payload).toBe(
    '{"metadata":{},"values":{"b":1.0,"2":9007199254740993,"1":[100.0,-0.0,"\\u2028\\ud800"]}}',
  )
  expect(line).toContain(value)
})
