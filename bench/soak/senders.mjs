// Two ways to send the requests of a story: over HTTP, with others at the same time, and in this process, alone. The second
// gives the responses that the first is compared with.
import { createPersonMock } from '@personctl/mock-server'
import { Pool } from 'undici'

/**
 * @typedef {object} StoryRequest
 * @property {string} method
 * @property {string} path with its query, and the prefix of a session if it has one
 * @property {Readonly<Record<string, string>>} headers
 * @property {string} [body]
 *
 * @typedef {object} StoryResponse
 * @property {number | 'broken'} status `broken` if the connection ended before the response did
 * @property {Readonly<Record<string, unknown>>} headers in lower case
 * @property {string} text
 *
 * @typedef {(request: StoryRequest) => Promise<StoryResponse>} Sender
 */

const broken = { status: 'broken', headers: {}, text: '' }
const waitMs = 30_000

/**
 * @param {string} url of a mock
 * @param {number} connections number of requests sent at the same time
 * @returns {{ send: Sender, close(): Promise<void> }}
 */
export function createHttpSender(url, connections) {
  const pool = new Pool(url, {
    connections,
    pipelining: 1,
    headersTimeout: waitMs,
    bodyTimeout: waitMs,
    connectTimeout: waitMs,
  })
  return {
    async send({ method, path, headers, body }) {
      try {
        const response = await pool.request({ method, path, headers, body })
        return { status: response.statusCode, headers: response.headers, text: await response.body.text() }
      } catch (error) {
        // A response that never comes is worse than one that breaks off.
        if (!['UND_ERR_SOCKET', 'ECONNRESET'].includes(error.code)) throw error
        return broken
      }
    },
    close: () => pool.close(),
  }
}

/**
 * @param {string} url URL of the other mock, with which links in responses begin
 * @param {import('@personctl/mock-server').PersonMockOptions} options options of the other mock
 * @returns {Sender}
 */
export function createInProcessSender(url, options) {
  const mock = createPersonMock(options)
  return async ({ method, path, headers, body }) => {
    try {
      const response = await mock.fetch(url + path, { method, headers, body, redirect: 'manual' })
      const text = await response.text()
      return { status: response.status, headers: Object.fromEntries(response.headers), text }
    } catch {
      return broken
    }
  }
}
