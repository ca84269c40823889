// The two ways a story asks the mock: over HTTP, one of many at once; and in a process of its own, alone, which is how
// it is known what each answer has to be.
import { createPersonMock } from '@personctl/mock-server'
import { Pool } from 'undici'

/**
 * @typedef {object} Question
 * @property {string} method
 * @property {string} path with its query, and with the prefix of a session or without
 * @property {Readonly<Record<string, string>>} headers
 * @property {string} [body]
 *
 * @typedef {object} Answer
 * @property {number | 'broken'} status `broken` where the connection ended before the answer did
 * @property {Readonly<Record<string, unknown>>} headers in small letters
 * @property {string} text
 *
 * @typedef {(question: Question) => Promise<Answer>} Asker
 */

const broken = { status: 'broken', headers: {}, text: '' }
const waitMs = 30_000

/**
 * @param {string} url of a mock
 * @param {number} connections how many requests it is sent at once
 * @returns {{ ask: Asker, close(): Promise<void> }}
 */
export function askerOverHttp(url, connections) {
  const pool = new Pool(url, {
    connections,
    pipelining: 1,
    headersTimeout: waitMs,
    bodyTimeout: waitMs,
    connectTimeout: waitMs,
  })
  return {
    async ask({ method, path, headers, body }) {
      try {
        const answer = await pool.request({ method, path, headers, body })
        return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
      } catch (error) {
        // An answer that does not come is worse than one that breaks off.
        if (!['UND_ERR_SOCKET', 'ECONNRESET'].includes(error.code)) throw error
        return broken
      }
    },
    close: () => pool.close(),
  }
}

/**
 * @param {string} url where the other mock is: what the links of answers begin with
 * @param {import('@personctl/mock-server').PersonMockOptions} options those of the other mock
 * @returns {Asker}
 */
export function askerInProcess(url, options) {
  const mock = createPersonMock(options)
  return async ({ method, path, headers, body }) => {
    try {
      const answer = await mock.fetch(url + path, { method, headers, body, redirect: 'manual' })
      const text = await answer.text()
      return { status: answer.status, headers: Object.fromEntries(answer.headers), text }
    } catch {
      return broken
    }
  }
}
