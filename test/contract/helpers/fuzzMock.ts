import fc from 'fast-check'
import { expect } from 'vitest'
import { accessToken } from '../../helpers/accessToken.ts'
import { startMockProcess } from '../../helpers/mockProcess.ts'
import { expectDocumentedAnswer } from './documentedResponse.ts'
import { asSent, type FuzzedRequest, fuzzedRequest } from './fuzzedRequest.ts'
import { rawExchange, TruncatedResponseError } from './rawExchange.ts'

const drawnAtOnce = 500
const connections = 20
/** What node itself says, in no words, to what is no HTTP. */
const notHttp = [400, 408, 413, 417, 431]

/** Sends the mock so many random requests, each of which it has to answer as openapi/ says, or as no HTTP. */
export async function fuzzMock(count: number): Promise<void> {
  const mock = await startMockProcess(['--people', '10'])
  const tokens = await Promise.all([accessToken(mock.url), ...['cern', 'dabp'].map(mintedAt(mock.url))])
  const requests = fuzzedRequest(
    tokens.map((token) => `Bearer ${token}`),
    new URL(mock.url).host,
  )

  const answerTo = async (request: FuzzedRequest): Promise<number | undefined> => {
    const answer = await rawExchange(mock.url, asSent(request)).catch((error) => {
      // The connection is reset while the response is on its way: a part of it may be lost, like all of it.
      if (error instanceof TruncatedResponseError && mayStayUnanswered(request)) return undefined
      throw error
    })
    if (answer === undefined && !mayStayUnanswered(request)) throw new Error('No answer')
    if (answer === undefined || (answer.body === null && notHttp.includes(answer.status))) return undefined
    await expectDocumentedAnswer(request, mock.url, answer)
    return answer.status
  }
  // A failure names it; with it in the place of the chance, the same requests are sent again.
  const seed = Math.floor(Math.random() * 2 ** 31)
  const statuses: (number | undefined)[] = []
  for (let round = 0; round < count / drawnAtOnce; round++) {
    const drawn = fc.sample(requests, { numRuns: drawnAtOnce, seed: seed + round })[Symbol.iterator]()
    const sendThem = async () => {
      for (const request of drawn)
        statuses.push(
          await answerTo(request).catch((error) => {
            throw new Error(
              `${error.message}\nto ${shown(request)}\nin round ${round} of seed ${seed}\n${mock.stderr()}`,
            )
          }),
        )
    }
    await Promise.all(Array.from({ length: connections }, sendThem))
    expect(mock.child.exitCode).toBe(null)
  }
  // Most of it was understood, or this shows nothing.
  const understood = statuses.filter((status) => status !== undefined)
  expect(understood.length).toBeGreaterThan(count / 2)
  expect([...new Set(understood)]).toEqual(expect.arrayContaining(expectedStatuses(count)))
  expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200)
  expect(mock.stderr()).toBe('')
  expect(await mock.stop()).toBe(0)
}

/** Returns the statuses that are bound to come up among so many requests. */
const expectedStatuses = (count: number): number[] =>
  count < 5000 ? [200, 400, 401, 404] : [200, 201, 204, 400, 401, 403, 404, 405, 500]

const mintedAt = (url: string) => async (service: string) => {
  const body = JSON.stringify({ service })
  const answer = await fetch(`${url}/__admin/tokens`, { method: 'POST', body })
  return (await answer.json()).token as string
}

/** What never ends, what wants a tunnel, and what is refused before all of it is sent, so that the refusal may be lost. */
const mayStayUnanswered = ({ isCutShort, method, body }: FuzzedRequest): boolean =>
  isCutShort || method === 'CONNECT' || body.length > 60_000

const shown = (request: FuzzedRequest): string =>
  JSON.stringify(asSent(request).bytes.toString('latin1').slice(0, 1000))
