import { quirkValues } from '@personctl/generated/quirks'
import { createPersonMock } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { cernMock, cernMockAt } from '../helpers/cernMock.ts'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

const usual = Object.fromEntries(
  Object.entries(quirkValues).map(([name, values]) => [name, values.split(' ')[0]]),
)
const tooLarge = 'Group?limit=5001'

describe('quirks', () => {
  test('a mock with every default does the same as a mock without quirks', async () => {
    const paths = [
      tooLarge,
      'Group/x',
      'Identity?limit=3&sort=upn&filter=upn:contains:A&field=owner',
      'identity/my',
    ]
    const responses = (options: object) =>
      Promise.all(
        paths.map(async (path) => {
          const response = await cernMock(options).ask(path)
          return [response.status, [...response.headers], await response.text()]
        }),
      )
    expect(await responses({ quirks: usual })).toEqual(await responses({}))
  })

  test.each([
    [
      { cernLimitToLarge: 'capped' },
      'The quirk cernLimitToLarge does not exist: did you mean cernLimitTooLarge?',
    ],
    [{ cernLimitTooLarge: 'caped' }, 'The quirk cernLimitTooLarge is "caped": did you mean capped?'],
    [
      { cernLimitTooLarge: 7 },
      'The quirk cernLimitTooLarge is 7: expected one of badRequest, capped, accepted',
    ],
    [['capped'], 'The quirks are not an object: expected names of quirks with their values'],
  ])('%j is rejected by the options with the next step', (quirks, message) => {
    expect(() => createPersonMock({ quirks: quirks as object })).toThrow(message)
  })

  test.each([
    ['quirks.yaml', 'cernLimitTooLarge: capped\ncernUnknownField: null\ndabpTokenLifetime: 3600\n'],
    ['quirks.json', '{"cernLimitTooLarge": "capped"}'],
  ])('--quirks reads %s', async (name, content) => {
    const { url } = await startMockCommand(['--quirks', await temporaryFile(name, content)])
    const { pagination } = await cernMockAt(url, fetch).json(tooLarge)
    expect(pagination.limit).toBe(5000)
  })

  test.each([
    ['{"cernLimit": "capped"}', /quirks\.json: cernLimit: The quirk cernLimit does not exist: /],
    ['{', /quirks\.json: line 1, column 2: invalid JSON/],
  ])('--quirks with a file that contains %s ends in one line with exit code 2', async (content, reason) => {
    const { code, stderr } = await runMock(['--quirks', await temporaryFile('quirks.json', content)])
    expect([code, stderr.split('\n').length]).toEqual([2, 2])
    expect(stderr).toMatch(reason)
  })

  test('--quirks with a file that does not exist ends in one line with exit code 2', async () => {
    const { code, stderr } = await runMock(['--quirks', '/nowhere/quirks.json'])
    expect([code, stderr]).toEqual([
      2,
      'personctl-mock: --quirks: cannot read /nowhere/quirks.json: ENOENT\n',
    ])
  })

  test('the quirks of a session are its own, part of its snapshots, and reset', async () => {
    const mock = await startMock({ quirks: { cernLimitTooLarge: 'capped' } })
    const other = mock.admin.session('other')
    const limitOf = async (session: string) => {
      const response = await cernMockAt(`${mock.url}/__session/${session}`, fetch).ask(tooLarge)
      return response.status === 200 ? (await response.json()).pagination.limit : response.status
    }
    expect(await limitOf('other')).toBe(5000)
    expect(await other.quirks.get()).toEqual({ ...usual, cernLimitTooLarge: 'capped' })
    await other.snapshots.create('before')
    expect(await other.quirks.set({ cernLimitTooLarge: 'accepted' })).toEqual({
      ...usual,
      cernLimitTooLarge: 'accepted',
    })
    expect([await limitOf('other'), await limitOf('third')]).toEqual([5001, 5000])
    await other.quirks.set({})
    expect(await limitOf('other')).toBe(400)
    await other.snapshots.restore('before')
    expect(await limitOf('other')).toBe(5000)
    await other.quirks.set({})
    await other.reset('quirks')
    expect(await limitOf('other')).toBe(5000)
  })

  test('PUT /__admin/quirks rejects an unknown name and changes nothing', async () => {
    const mock = await startMock()
    const response = await fetch(`${mock.url}/__admin/quirks`, {
      method: 'PUT',
      body: JSON.stringify({ cernLimitTooLarge: 'capped', dabpTenant: 'required' }),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: {
        code: 'invalid_request',
        message: 'The quirk dabpTenant does not exist',
        hint: 'did you mean dabpTenantId?',
      },
    })
    expect(await mock.admin.quirks.get()).toEqual(usual)
  })

  test('--conformance documented has the documented values, and a quirk overrides one', async () => {
    const { admin } = createPersonMock({
      conformance: 'documented',
      quirks: { cernUnknownField: 'null', cisRejectedToken: 'internalError' },
    })
    expect(await admin.quirks.get()).toMatchObject({
      cernUnknownField: 'null',
      cernUnknownFilter: 'badRequest',
      cisRejectedToken: 'internalError',
      cisIdPages: 'paged',
    })
  })
})
