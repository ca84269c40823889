import { createApp } from '@personctl/mock-server/app'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

// The service's algorithm written out as it is told: three passes, each over a copy of what the one before left.
const failure = Symbol('the service fails')

function expected(
  stored: Json,
  scopes: string[],
  level: string | undefined,
  active: string | undefined,
): Json {
  if (!isWanted(stored, active)) return {}
  const profile = structuredClone(stored)
  if (!scopes.includes('read:fullprofile')) {
    const allowed: unknown[] = ['PUBLIC']
    if (scopes.includes('classification:mozilla_confidential'))
      allowed.push('MOZILLA CONFIDENTIAL', "Mozilla Confidential - Staff and NDA'd Mozillians Only")
    if (scopes.includes('classification:workgroup:staff_only'))
      allowed.push('WORKGROUP CONFIDENTIAL: STAFF ONLY')
    if (scopes.includes('classification:workgroup'))
      allowed.push('WORKGROUP CONFIDENTIAL', 'Mozilla Confidential - Specific Work Groups Only')
    if (scopes.includes('classification:individual'))
      allowed.push('INDIVIDUAL CONFIDENTIAL', 'Mozilla Confidential - Specific Individuals Only')
    prune(profile, 'classification', allowed)
  }
  if (!scopes.includes('display:all')) {
    const allowed: unknown[] = ['public']
    for (const word of ['staff', 'ndaed', 'vouched', 'authenticated'])
      if (scopes.includes(`display:${word}`)) allowed.push(word)
    if (scopes.includes('display:none')) allowed.push(null)
    prune(profile, 'display', allowed)
  }
  if (level !== undefined) {
    const ladder = ['public', 'authenticated', 'vouched', 'ndaed', 'staff', 'private']
    prune(profile, 'display', ladder.slice(0, Math.max(ladder.indexOf(level), 0) + 1))
  }
  return profile
}

function prune(node: Json, key: string, allowed: unknown[]): void {
  for (const name of Object.keys(node)) {
    const child = node[name]
    if (name.startsWith('_') || typeof child !== 'object' || child === null || Array.isArray(child)) continue
    if (!Object.hasOwn(child, 'metadata')) prune(child, key, allowed)
    else {
      const { metadata } = child
      if (typeof metadata !== 'object' || metadata === null || !Object.hasOwn(metadata, key)) throw failure
      if (!allowed.includes(metadata[key])) delete node[name]
    }
  }
}

function isWanted(stored: Json, active: string | undefined): boolean {
  if (typeof stored.active !== 'object' || stored.active === null || !Object.hasOwn(stored.active, 'value'))
    throw failure
  const word = active?.toLowerCase()
  if (word === 'any') return true
  const wanted: unknown[] = word === 'false' ? [false, 0] : [true, 1]
  return wanted.includes(stored.active.value)
}

/** JSON that does not depend on the order of keys, with entries for objects so that `__proto__` is one like any other. */
function inOrder(value: Json): string {
  return JSON.stringify(value, (_key, child) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.entries(child).sort(([left], [right]) => (left < right ? -1 : 1))
      : child,
  )
}

const name = fc.oneof(
  fc.constantFrom(
    'first_name',
    'zebra',
    'é',
    '😀',
    '\uffee',
    'constructor',
    'toString',
    '_private',
    '__proto__',
    'a b',
  ),
  fc.string({ maxLength: 6 }),
)
const classification = fc.constantFrom(
  ...['PUBLIC', 'MOZILLA CONFIDENTIAL', 'WORKGROUP CONFIDENTIAL', 'WORKGROUP CONFIDENTIAL: STAFF ONLY'],
  ...[
    'INDIVIDUAL CONFIDENTIAL',
    "Mozilla Confidential - Staff and NDA'd Mozillians Only",
    'UNKNOWN',
    'public',
    null,
    3,
  ],
)
const display = fc.constantFrom(
  'public',
  'authenticated',
  'vouched',
  'ndaed',
  'staff',
  'private',
  null,
  'Public',
  false,
)
const metadata = fc.oneof(
  { weight: 40, arbitrary: fc.record({ classification, display }) },
  { weight: 2, arbitrary: fc.record({ classification, display }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 'text', []) },
)
const attribute = fc.record(
  { metadata, value: fc.jsonValue({ maxDepth: 2 }) },
  { requiredKeys: ['metadata'] },
)
const { node } = fc.letrec<{ node: Json; child: Json }>((tie) => ({
  child: fc.oneof({ maxDepth: 3 }, attribute, fc.jsonValue({ maxDepth: 1 }), tie('node')),
  node: fc.dictionary(name, tie('child'), { maxKeys: 6 }),
}))
const active = fc.oneof(
  fc.record({
    value: fc.constantFrom(true, false, null, 1, 0, 'true'),
    metadata: fc.record({ classification, display }),
  }),
  fc.constantFrom(undefined, null, {}, true),
)
const profile = fc.tuple(node, active).map(([body, activeAttribute]) => {
  const user = { value: 'email|1', metadata: { classification: 'PUBLIC', display: 'public' } }
  const keys = { ...(activeAttribute === undefined ? {} : { active: activeAttribute }), user_id: user }
  // Through text, so that `__proto__` is a key as it is in a data file.
  const text = JSON.stringify(body)
  return JSON.parse(
    text === '{}' ? JSON.stringify(keys) : `${text.slice(0, -1)},${JSON.stringify(keys).slice(1)}`,
  )
})
const scopes = fc.subarray([
  ...['read:fullprofile', 'classification:mozilla_confidential', 'classification:workgroup:staff_only'],
  ...[
    'classification:workgroup',
    'classification:individual',
    'display:all',
    'display:private',
    'display:staff',
  ],
  ...[
    'display:ndaed',
    'display:vouched',
    'display:authenticated',
    'display:public',
    'display:none',
    'constructor',
  ],
])
const level = fc.constantFrom(
  undefined,
  '',
  'public',
  'authenticated',
  'vouched',
  'ndaed',
  'staff',
  'private',
  'Staff',
)
const wanted = fc.constantFrom(undefined, 'true', 'false', 'any', 'ANY', 'False', '', 'maybe')

test('each profile is filtered as the service filters it', { tags: 'property' }, async () => {
  await fc.assert(
    fc.asyncProperty(profile, scopes, level, wanted, async (stored, scope, filterDisplay, activeWord) => {
      // A scope that no client names would be rejected.
      const clients = [{ id: 'other', secret: 's', scopes: ['constructor'] }]
      const app = createApp({ data: { cis: { profiles: [stored] } }, clients })
      const fetch = (url: string, init: RequestInit) => app(new Request(url, init))
      const token = await accessToken('http://mock.test', { scope: scope.join(' ') }, fetch)
      const query = new URLSearchParams()
      if (filterDisplay !== undefined) query.set('filterDisplay', filterDisplay)
      if (activeWord !== undefined) query.set('active', activeWord)
      const response = await fetch(`http://mock.test/v2/user/user_id/email|1?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      let visible: Json = failure
      try {
        visible = expected(stored, scope, filterDisplay, activeWord)
      } catch (error) {
        if (error !== failure) throw error
      }
      if (visible === failure) {
        expect(response.status).toBe(500)
        expect(await response.text()).toBe('{"message": "Internal Server Error"}\n')
      } else {
        expect(response.status).toBe(200)
        const text = await response.text()
        expect(text).not.toMatch(/[^\n\u0020-\u007e]/)
        expect(inOrder(JSON.parse(text))).toBe(inOrder(visible))
      }
    }),
    propertyRuns(400),
  )
})

test.each([
  ['', []],
  [
    'classification:mozilla_confidential',
    ['MOZILLA CONFIDENTIAL', "Mozilla Confidential - Staff and NDA'd Mozillians Only"],
  ],
  ['classification:workgroup:staff_only', ['WORKGROUP CONFIDENTIAL: STAFF ONLY']],
  [
    'classification:workgroup',
    ['WORKGROUP CONFIDENTIAL', 'Mozilla Confidential - Specific Work Groups Only'],
  ],
  [
    'classification:individual',
    ['INDIVIDUAL CONFIDENTIAL', 'Mozilla Confidential - Specific Individuals Only'],
  ],
])('the scope %j lets its own classifications through, and no other', async (scope, own) => {
  const labels = [
    'PUBLIC',
    'MOZILLA CONFIDENTIAL',
    "Mozilla Confidential - Staff and NDA'd Mozillians Only",
    'WORKGROUP CONFIDENTIAL',
    'Mozilla Confidential - Specific Work Groups Only',
    'WORKGROUP CONFIDENTIAL: STAFF ONLY',
    'INDIVIDUAL CONFIDENTIAL',
    'Mozilla Confidential - Specific Individuals Only',
    'UNKNOWN',
  ]
  const withLabel = (label: string, value: Json) => ({
    value,
    metadata: { classification: label, display: 'public' },
  })
  const stored = {
    user_id: withLabel('PUBLIC', 'email|1'),
    active: withLabel('PUBLIC', true),
    labels: Object.fromEntries(labels.map((label) => [label, withLabel(label, label)])),
  }
  const app = createApp({ data: { cis: { profiles: [stored] } } })
  const fetch = (url: string, init: RequestInit) => app(new Request(url, init))
  const token = await accessToken('http://mock.test', { scope: `display:all ${scope}`.trim() }, fetch)
  const response = await fetch('http://mock.test/v2/user/user_id/email|1', {
    headers: { authorization: `Bearer ${token}` },
  })
  const { labels: visible } = await response.json()
  expect(Object.keys(visible).sort()).toEqual(['PUBLIC', ...own].sort())
})

test('responses are written as Flask writes them: keys by code point, no spaces, ASCII, one newline', async () => {
  const metadata = { display: 'public', classification: 'PUBLIC' }
  const stored = {
    user_id: { value: 'email|1', metadata },
    active: { value: true, metadata },
    '😀': { value: 'ü\u007f"\\/\n', metadata },
    '\uffee': [1.5, { b: 2, a: null }],
    B: {},
  }
  const app = createApp({ data: { cis: { profiles: [stored] } } })
  const fetch = (url: string, init: RequestInit) => app(new Request(url, init))
  const token = await accessToken('http://mock.test', {}, fetch)
  const response = await fetch('http://mock.test/v2/user/user_id/email|1', {
    headers: { authorization: `Bearer ${token}` },
  })
  const written = '"metadata":{"classification":"PUBLIC","display":"public"}'
  expect(await response.text()).toBe(
    `{"B":{},"active":{${written},"value":true},"user_id":{${written},"value":"email|1"},` +
      `"\\uffee":[1.5,{"a":null,"b":2}],"\\ud83d\\ude00":{${written},"value":"\\u00fc\\u007f\\"\\\\/\\n"}}\n`,
  )
})
