// A story is what one test does: a few chapters, drawn by its number, in a session of its own or in the one that all
// share. The same number is the same story, and has to get the same answers, whatever else goes on in the server.
import { createHash } from 'node:crypto'
import { privateChapters, sharedChapters } from './chapters.mjs'

const chaptersOfLong = 4
const keptHeaders = ['allow', 'content-type', 'location', 'retry-after', 'www-authenticate']

/** A small generator of numbers, the same everywhere. */
function seeded(seed) {
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
 * What kind of story a number is.
 *
 * - `shared`: in the session that all share.
 * - `short`: one chapter, in a session that a header names.
 * - `long`: several, in the same way.
 * - `inPath`: several, in a session that the path names. Its name is in links and tokens: it has to be the same each time.
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
 * @param {string} name of its session
 * @param {import('./askers.mjs').Asker} asker
 * @returns {Promise<string[]>} what it was answered, a line for each request
 * @throws {Error} if an answer is not the one that the story has to get, wherever it is told
 */
export async function tell(number, name, asker) {
  const kind = kindOf(number)
  const random = seeded(number)
  const lines = []
  let asked = 0
  const prefix = kind === 'inPath' ? `/__session/${name}` : ''
  const ownHeaders = kind === 'short' || kind === 'long' ? { 'x-personctl-session': name } : {}

  /** @param {{ expect?: unknown, token?: string, json?: unknown, form?: object, isOfItsTime?: boolean }} options */
  async function ask(method, path, options = {}) {
    const { expect = 200, token, json, form, headers = {}, isOfItsTime = false } = options
    const body = json === undefined ? form && String(new URLSearchParams(form)) : JSON.stringify(json)
    const answer = await asker({
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
    if (!path.startsWith('/__admin')) asked += 1
    const label = `${method} ${path.slice(0, 120)}`
    if (answer.status !== expect)
      throw new Error(`${label}: ${answer.status} ${answer.text.slice(0, 200)}, not ${expect}`)
    const kept = keptHeaders.map((key) => answer.headers[key] ?? '').join('|')
    const digest = createHash('sha256')
      .update(isOfItsTime ? '' : answer.text)
      .digest('base64url')
    lines.push(`${label} ${answer.status} ${kept} ${digest}`)
    return answer.text.startsWith('{') ? { ...answer, json: parsed(answer.text) } : answer
  }
  const story = { ask, random, asked: () => asked }

  if (kind === 'shared') {
    await random.oneOf(sharedChapters)(story)
    return lines
  }
  await ask('PATCH', '/__admin/clock', { json: { now: '2030-01-01T00:00:00Z', frozen: true } })
  const chapters = kind === 'short' ? 1 : chaptersOfLong
  for (let count = 0; count < chapters; count++) await random.oneOf(privateChapters)(story)
  const { json } = await ask('GET', '/__admin/requests/count')
  if (json.count !== asked) throw new Error(`The journal has ${json.count} requests; ${asked} were sent`)
  return lines
}

/** What a fault spoiled is no JSON. */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
