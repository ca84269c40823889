// Every public function, called with arguments that the types do not allow: programs in JavaScript do so, and so does a
// variable that is not set. An error must be one of this package, and come before any request.
import * as sdk from '@personctl/sdk'
import * as publisher from '@personctl/sdk/cis-publisher'
import * as node from '@personctl/sdk/node'
import * as saml from '@personctl/sdk/saml'
import { describe, expect, test } from 'vitest'
import { cernOf, cernService } from './helpers/cernService.ts'
import { dabpOf, dabpService } from './helpers/dabpService.ts'
import { clientOf, fakeService, json } from './helpers/fakeService.ts'

// These two throw what their like in JSON throw.
const { parseExactJson: _parse, stringifyExactJson: _stringify, ...publishing } = publisher

type AnyFunction = (...values: unknown[]) => unknown

const circular: Record<string, unknown> = {}
circular['self'] = circular

const wrong: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['0', 0],
  ['NaN', Number.NaN],
  ['a big integer', 1n],
  ['true', true],
  ["''", ''],
  ["'x'", 'x'],
  ['a symbol', Symbol('s')],
  ['a function', () => 1],
  ['[]', []],
  ['[null]', [null]],
  ['[a symbol]', [Symbol('s')]],
  ['{}', {}],
  ['{ x: 1 }', { x: 1 }],
  ['an object without a prototype', Object.create(null)],
  ['a circular object', circular],
  ['a date', new Date(0)],
]

/** All functions in an object, by their paths. Classes are left out: those of errors are public for `instanceof`. */
function* functionsOf(object: object, path: string): Iterable<[string, AnyFunction]> {
  for (const [name, member] of Object.entries(object)) {
    const at = `${path}${name}`
    if (typeof member === 'function') {
      if (!/^class\b/.test(Function.prototype.toString.call(member)))
        yield [at, (...values) => Reflect.apply(member, object, values)]
    } else if (typeof member === 'object' && member !== null && !Array.isArray(member))
      yield* functionsOf(member, `${at}.`)
  }
}

/** Returns the tuples of arguments for a function: none, each wrong one alone, and each pair of them. */
function* argumentLists(): Iterable<[string, unknown[]]> {
  yield ['', []]
  for (const [name, value] of wrong) {
    yield [name, [value]]
    for (const [other, second] of wrong) yield [`${name}, ${other}`, [value, second]]
    yield [`'x', 'x', ${name}`, ['x', 'x', value]]
    yield [`'x', ['x'], ${name}`, ['x', ['x'], value]]
  }
}

/** Returns what is wrong with the outcome of a call: an error that is not one of this package. */
async function faultOf(call: AnyFunction, values: unknown[]): Promise<string | undefined> {
  try {
    const result: unknown = await call(...values)
    if (typeof result !== 'object' || result === null) return undefined
    if ('toArray' in result && typeof result.toArray === 'function') await result.toArray({ limit: 1 })
  } catch (error) {
    if (!sdk.isPersonctlError(error)) return String(error)
    if (/undefined is not|Cannot (?:read|convert|destructure)|\[object Object\]/.test(error.message))
      return error.message
  }
  return undefined
}

async function faultsOf(call: AnyFunction): Promise<string[]> {
  const faults = new Map<string, string>()
  for (const [shown, values] of argumentLists()) {
    const fault = await faultOf(call, values)
    if (fault !== undefined) faults.set(fault, shown)
  }
  return [...faults].map(([fault, shown]) => `(${shown}): ${fault}`)
}

describe.each([
  ['@personctl/sdk', sdk],
  ['@personctl/sdk/cis-publisher', publishing],
  ['@personctl/sdk/node', node],
  ['@personctl/sdk/saml', saml],
] as const)('of %s', (_, exports) => {
  test.each([...functionsOf(exports, '')])(
    '%s responds to wrong arguments with an error of this package',
    async (_, call) => {
      expect(await faultsOf(call)).toEqual([])
    },
  )
})

const quick = { retry: false, deadlineMs: 1000 } as const
const clients = {
  cis: clientOf(fakeService({ api: () => json({}) }), quick),
  cern: cernOf(cernService({ api: () => json({ data: [] }), documented: false }), quick),
  dabp: dabpOf(dabpService({ api: () => json({}) }), quick),
}

describe.each(Object.entries(clients))('of a client for %s', (_, client) => {
  test.each([...functionsOf(client, '')].filter(([name]) => name !== 'close'))(
    '%s responds to wrong arguments with an error of this package',
    async (_, call) => {
      expect(await faultsOf(call)).toEqual([])
    },
  )
})

describe('an option that does not exist', () => {
  const { cis, cern, dabp } = clients
  const auth = sdk.staticToken('t')
  const { createCisClient, createCernClient, createDabpClient } = sdk
  const nearest: readonly (readonly [string, string, () => unknown])[] = [
    ['timeOutMs', 'timeoutMs', () => createCisClient({ auth, timeOutMs: 1 } as never)],
    ['enviroment', 'environment', () => createCernClient({ auth, enviroment: 'qa' } as never)],
    [
      'tenantID',
      'tenantId',
      () => createDabpClient({ auth, baseUrl: 'https://a.example', tenantID: '' } as never),
    ],
    ['onrequest', 'onRequest', () => createCisClient({ auth, hooks: { onrequest: () => {} } } as never)],
    ['sginal', 'signal', () => cis.users.get({ uuid: 'a' }, { sginal: 1 } as never)],
    [
      'filterdisplay',
      'filterDisplay',
      () => cis.users.find({ uuid: 'a' }, { filterdisplay: 'staff' } as never),
    ],
    ['field', 'fields', () => cern.identities.get('ada', { field: ['upn'] } as never)],
    ['dryrun', 'dryRun', () => cern.groups.setMembers('a', ['b'], { dryrun: true } as never)],
    ['headres', 'headers', () => cern.request('/a', { headres: {} } as never)],
    [
      'skipActivity',
      'skipUpdatingActivity',
      () => dabp.people.getReport('a', { skipUpdatingActivty: true, skipActivity: undefined } as never),
    ],
  ]

  test.each(nearest)('%s is refused, with %s as the likely one', async (_, likely, call) => {
    const error = await (async () => call())().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'InvalidRequestError', hint: `Did you mean ${likely}?`, attempts: 0 })
  })

  test('is not one whose value is undefined', async () => {
    expect(await cis.users.find({ uuid: 'a' }, { nothing: undefined } as never)).toBeUndefined()
  })

  test('an environment is compared with the known ones', () => {
    expect(() => createCisClient({ auth, environment: 'prod' as never })).toThrow(
      expect.objectContaining({
        message: 'environment is "prod"; it takes one of production, testing, development.',
        hint: 'Did you mean production?',
      }),
    )
  })
})
