import {
  type Checkpoint,
  InvalidRequestError,
  type Pager,
  type PagerOptions,
  type UserIdentifiers,
} from '@personctl/sdk'
import { describe, expect, test, vi } from 'vitest'
import { clientOf, type FakeService, fakeService, gate, json, rejection } from './helpers/fakeService.ts'

/** A store with one token, as Redis has it, and the calls it got. */
function memory(stored?: string): Checkpoint & { stored: string | undefined; calls: string[] } {
  return {
    stored,
    calls: [],
    load() {
      this.calls.push('load')
      return this.stored
    },
    async save(token) {
      this.calls.push('save')
      this.stored = token
    },
    clear() {
      this.calls.push('clear')
      this.stored = undefined
    },
  }
}

/** Three pages of two people. */
function people(trouble: (page: number) => Response | undefined = () => undefined): FakeService {
  return fakeService({
    api: (_count, { url }) => {
      const page = Number(new URL(url).searchParams.get('nextPage') ?? 0)
      const users = [0, 1].map((index) => ({ uuid: `u${page * 2 + index}`, user_id: null, active: true }))
      return trouble(page) ?? json({ users, nextPage: page < 2 ? String(page + 1) : null })
    },
  })
}

const busy = () => new Response('busy', { status: 503 })

function idsOf(service: FakeService, options: PagerOptions): Pager<UserIdentifiers> {
  return clientOf(service).users.ids({ connectionMethod: 'ad', ...options })
}

async function uuidsOf(walk: AsyncIterable<UserIdentifiers>, limit = 99): Promise<string[]> {
  const uuids: string[] = []
  for await (const { uuid } of walk) {
    uuids.push(uuid ?? '')
    if (uuids.length === limit) break
  }
  return uuids
}

describe('a checkpoint', () => {
  test('is loaded once, saved after each page that the caller has taken, and cleared at the end', async () => {
    const checkpoint = memory()
    const seen: string[][] = []
    for await (const _page of idsOf(people(), { checkpoint }).pages()) seen.push([...checkpoint.calls])
    expect(seen).toEqual([['load'], ['load', 'save'], ['load', 'save', 'save']])
    expect(checkpoint.calls).toEqual(['load', 'save', 'save', 'clear'])
    expect(await uuidsOf(idsOf(people(), { checkpoint }))).toHaveLength(6)
  })

  test('is saved when the row after the last one of a page is requested', async () => {
    const checkpoint = memory()
    const rows = idsOf(people(), { checkpoint })[Symbol.asyncIterator]()
    await rows.next()
    await rows.next()
    expect(checkpoint.calls).toEqual(['load'])
    await rows.next()
    expect(checkpoint.calls).toEqual(['load', 'save'])
    await rows.return()
  })

  test.each([
    [1, ['u0', 'u1', 'u2', 'u3', 'u4', 'u5']],
    [2, ['u0', 'u1', 'u2', 'u3', 'u4', 'u5']],
    [3, ['u2', 'u3', 'u4', 'u5']],
    [6, ['u4', 'u5']],
  ])('continues after the last whole page if the loop is left after %i rows', async (limit, rest) => {
    const checkpoint = memory()
    await uuidsOf(idsOf(people(), { checkpoint }), limit)
    expect(checkpoint.calls).not.toContain('clear')
    expect(await uuidsOf(idsOf(people(), { checkpoint }))).toEqual(rest)
    expect(checkpoint.stored).toBeUndefined()
  })

  test('continues after an error, whose token is the one that was saved', async () => {
    const checkpoint = memory()
    const error = await rejection(
      uuidsOf(
        idsOf(
          people((page) => (page === 1 ? busy() : undefined)),
          { checkpoint },
        ),
      ),
    )
    expect(error).toMatchObject({ name: 'ServerError', resumeToken: checkpoint.stored })
    expect(await uuidsOf(idsOf(people(), { checkpoint }))).toEqual(['u2', 'u3', 'u4', 'u5'])
  })

  test.each([undefined, null, ''])('begins anew if load returns %j', async (nothing) => {
    const checkpoint = { ...memory(), load: () => nothing }
    expect(await uuidsOf(idsOf(people(), { checkpoint }))).toHaveLength(6)
  })

  test.each(['load', 'save', 'clear'] as const)(
    'that fails to %s ends the walk, with the cause',
    async (step) => {
      const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
      const failures = {
        throws: () => {
          throw cause
        },
        rejects: () => Promise.reject(cause),
      }
      for (const fail of Object.values(failures)) {
        const checkpoint = { ...memory(), [step]: fail }
        const error = await rejection(uuidsOf(idsOf(people(), { checkpoint })))
        expect(error).toMatchObject({
          name: 'PersonctlError',
          code: 'checkpoint_failure',
          service: 'cis',
          message: `The function ${step} of the checkpoint failed: read ECONNRESET.`,
          cause,
        })
      }
    },
  )

  test.each(['load', 'save', 'clear'] as const)(
    'that hangs in %s ends the walk after 30 seconds',
    async (step) => {
      vi.useFakeTimers()
      try {
        const checkpoint = { ...memory(), [step]: () => new Promise<never>(() => {}) }
        const failed = rejection(uuidsOf(idsOf(people(), { checkpoint })))
        await vi.advanceTimersByTimeAsync(31_000)
        expect(await failed).toMatchObject({
          code: 'checkpoint_failure',
          message: expect.stringContaining('30 s'),
        })
      } finally {
        vi.useRealTimers()
      }
    },
  )

  test('that hangs does not keep the caller from ending the walk', async () => {
    const controller = new AbortController()
    const saving = gate<void>()
    const checkpoint = {
      ...memory(),
      save: () => {
        saving.open()
        return new Promise<never>(() => {})
      },
    }
    const failed = rejection(uuidsOf(idsOf(people(), { checkpoint, signal: controller.signal })))
    await saving.promise
    controller.abort(new Error('enough'))
    expect(await failed).toMatchObject({ message: 'enough' })
  })

  test('is cleared if the list contradicts itself, since its rest cannot be right', async () => {
    const service = fakeService({
      api: (count) => json({ users: [{ uuid: `u${count}` }], nextPage: ['1', '2', '1'][count - 1] }),
    })
    const checkpoint = memory()
    const error = await rejection(uuidsOf(idsOf(service, { checkpoint })))
    expect(error).toMatchObject({ code: 'repeated_page' })
    expect(error).not.toHaveProperty('resumeToken')
    expect(checkpoint.calls.at(-1)).toBe('clear')
  })

  test.each([400, 500])('whose position the service rejects with %d is to be cleared', async (status) => {
    const checkpoint = memory()
    await uuidsOf(idsOf(people(), { checkpoint }), 3)
    const rejecting = (from: number) => people((page) => (page === from ? json({}, { status }) : undefined))
    const error = await rejection(uuidsOf(idsOf(rejecting(1), { checkpoint })))
    expect(error).toMatchObject({
      status,
      hint: expect.stringMatching(/resume token.*clear of the checkpoint/),
    })
    // What comes after an accepted position has another reason.
    const later = (await rejection(uuidsOf(idsOf(rejecting(2), { checkpoint })))) as { hint?: string }
    expect(later).toMatchObject({ status })
    expect(String(later.hint)).not.toContain('resume token')
  })

  test('of another list is refused, and nothing is sent', async () => {
    const checkpoint = memory()
    await uuidsOf(idsOf(people(), { checkpoint }), 3)
    const service = people()
    const other = clientOf(service).users.ids({ connectionMethod: 'github', checkpoint })
    const error = await rejection(uuidsOf(other))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ param: 'checkpoint', hint: expect.stringContaining('clear') })
    expect(service.apiRequests).toEqual([])
  })

  test.each(['nonsense', 7, {}, Buffer.from('x')])('that returns %j is refused', async (stored) => {
    const checkpoint = { ...memory(), load: () => stored as string }
    const error = await rejection(uuidsOf(idsOf(people(), { checkpoint })))
    expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'checkpoint' })
  })

  test('is not combined with startAt, and needs its three functions', () => {
    const service = fakeService()
    expect(() => idsOf(service, { checkpoint: memory(), startAt: 'x' })).toThrow(/checkpoint/)
    for (const checkpoint of [null, 'redis', {}, { load() {}, save() {} }])
      expect(() => idsOf(service, { checkpoint: checkpoint as unknown as Checkpoint })).toThrow(
        InvalidRequestError,
      )
  })

  test.each(['toArray', 'first'] as const)(
    'is refused by %s, whose caller takes nothing before the end',
    async (method) => {
      const service = people()
      const error = await rejection(idsOf(service, { checkpoint: memory() })[method]())
      expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'checkpoint' })
      expect(service.apiRequests).toEqual([])
    },
  )
})

describe('an error in a walk', () => {
  const broken = () => people((page) => (page === 2 ? busy() : undefined))

  test('says where the rows that the caller has taken end', async () => {
    const seen: string[] = []
    const error = (await rejection(
      (async () => {
        for await (const { uuid } of idsOf(broken(), { prefetch: 1 })) seen.push(uuid ?? '')
      })(),
    )) as { resumeToken: string }
    expect(seen).toEqual(['u0', 'u1', 'u2', 'u3'])
    expect(await uuidsOf(idsOf(people(), { startAt: error.resumeToken }))).toEqual(['u4', 'u5'])
  })

  test('of a continued walk says where it began if its first page fails', async () => {
    const first = (await rejection(uuidsOf(idsOf(broken(), {})))) as { resumeToken: string }
    const second = await rejection(uuidsOf(idsOf(broken(), { startAt: first.resumeToken })))
    expect(second).toMatchObject({ resumeToken: first.resumeToken })
  })

  test('of a continued walk says that the service may not accept its token', async () => {
    const first = (await rejection(uuidsOf(idsOf(broken(), {})))) as { resumeToken: string }
    const rejecting = people(() => json({ message: 'unknown cursor' }, { status: 400 }))
    const second = await rejection(uuidsOf(idsOf(rejecting, { startAt: first.resumeToken })))
    expect(second).toMatchObject({ hint: expect.stringMatching(/resume token.*begin without it/) })
  })

  test('has no token if nothing was taken', async () => {
    expect(await rejection(uuidsOf(idsOf(people(busy), {})))).not.toHaveProperty('resumeToken')
    // An array that never came has no rows.
    expect(await rejection(idsOf(broken(), {}).toArray())).not.toHaveProperty('resumeToken')
  })

  test('has the token of its own walk, also if two walks wait for the same access token', async () => {
    const failing = fakeService({ token: () => json({ error: 'invalid_client' }, { status: 401 }) })
    const cis = clientOf(failing)
    const { resumeToken = '' } = (await rejection(uuidsOf(idsOf(broken(), {})))) as { resumeToken?: string }
    const [one, other] = await Promise.all([
      rejection(uuidsOf(cis.users.ids({ connectionMethod: 'ad', startAt: resumeToken }))),
      rejection(uuidsOf(cis.users.ids({ connectionMethod: 'ad' }))),
    ])
    expect(failing.tokenRequests).toHaveLength(1)
    expect(one).toMatchObject({ name: 'AuthenticationError', resumeToken, stack: expect.any(String) })
    expect(other).toMatchObject({ name: 'AuthenticationError' })
    expect(other).not.toHaveProperty('resumeToken')
  })
})
