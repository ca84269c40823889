// A story does what one test does: a few chapters, drawn by its number, in its own session or in the shared one. The same
// number gives the same story, which must get the same responses regardless of what else the server does.
import { createHash } from 'node:crypto'
import { privateChapters, sharedChapters } from './chapters.mjs'

const chaptersOfLong = 4
const comparedHeaders = ['allow', 'content-type', 'location', 'retry-after', 'www-authenticate']

/** Creates a small generator of numbers that are the same on every machine. */
function createRandom(seed) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return { below: (limit) => next() % limit, oneOf: (list) => list[next() % list.length] }
}

/**
 * Returns the kind of a story.
 *
 * - `shared`: one chapter in the shared session.
 * - `short`: one chapter in a session named by header.
 * - `long`: several chapters in a session named by header.
 * - `inPath`: several chapters in a session named in the path.
 *
 * @returns {'shared' | 'short' | 'long' | 'inPath'}
 */
export function kindOf(number) {
  return ['shared', 'short', 'inPath', 'short', 'long', 'short', 'long', 'short'][number % 8]
}

/**
 * Tells a story.
 *
 * @param {number} number
 * @param {string} name name of its session. Links, codes and tokens depend on it.
 * @param {import('./senders.mjs').Sender} sender
 * @returns {Promise<string[]>} a line for each request and its response
 * @throws {Error} if a response has another status than the chapter expects
 */
export async function tell(number, name, sender) {
  const kind = kindOf(number)
  const random = createRandom(number)
  const lines = []
  let sent = 0
  const prefix = kind === 'inPath' ? `/__session/${name}` : ''
  const ownHeaders = kind === 'short' || kind === 'long' ? { 'x-personctl-session': name } : {}

  /** @param {{ expect?: unknown, token?: string, json?: unknown, form?: object, varies?: boolean }} options */
  async function send(method, path, options = {}) {
    const { expect = 200, token, json, form, headers = {}, varies = false } = options
    const body = json === undefined ? form && String(new URLSearchParams(form)) : JSON.stringify(json)
    const response = await sender({
      method,
      path: path.startsWith('/__session/') ? path : prefix + path,
      headers: {
        ...ownHeaders,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body,
    })
    if (!path.startsWith('/__admin')) sent += 1
    const label = `${method} ${path.slice(0, 120)}`
    if (response.status !== expect)
      throw new Error(`${label}: ${response.status} ${response.text.slice(0, 200)}, not ${expect}`)
    const headerValues = comparedHeaders.map((key) => response.headers[key] ?? '').join('|')
    const digest = createHash('sha256')
      .update(varies ? '' : response.text)
      .digest('base64url')
    lines.push(`${label} ${response.status} ${headerValues} ${digest}`)
    return response.text.startsWith('{') ? { ...response, json: parseJson(response.text) } : response
  }
  const story = { send, random, sent: () => sent }

  if (kind === 'shared') {
    await random.oneOf(sharedChapters)(story)
    return lines
  }
  await send('PATCH', '/__admin/clock', { json: { now: '2030-01-01T00:00:00Z', frozen: true } })
  const chapters = kind === 'short' ? 1 : chaptersOfLong
  for (let count = 0; count < chapters; count++) await random.oneOf(privateChapters)(story)
  const { json } = await send('GET', '/__admin/requests/count')
  if (json.count !== sent) throw new Error(`The journal has ${json.count} requests; ${sent} were sent`)
  return lines
}

/** Parses JSON. Returns undefined for a body that a fault has made invalid. */
function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
