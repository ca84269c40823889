// Responds to requests about signatures and rules of publishers, for comparison with other implementations: one JSON object a
// line on standard input, one a line on standard output, in the same order. A request that fails has {"error":"…"}.
import { validateProfile } from '@personctl/sdk/cis'
import {
  canPublish,
  mergeProfile,
  parseExactJson,
  signAttribute,
  stringifyExactJson,
  verifyAttribute,
  verifyProfile,
} from '@personctl/sdk/cis-publisher'

const operations = {
  async sign({ attribute, publisher, key }) {
    return { attribute: await signAttribute(attribute, { publisher, key }) }
  },
  async verify({ attribute, keys }) {
    const { ok } = await verifyAttribute(attribute, keys)
    return { ok }
  },
  can_publish({ path, attribute, previous, rules }) {
    const verdict = canPublish(path, attribute, previous, rules)
    return { allowed: verdict.allowed, message: verdict.allowed ? '' : verdict.message }
  },
  merge({ current, incoming }) {
    return mergeProfile(current, incoming)
  },
  validate({ profile }) {
    // The library of the service does not check formats. Numbers need no digits here, only their type.
    const plain = JSON.parse(stringifyExactJson(profile))
    return { valid: validateProfile(plain, { checksFormats: false }).length === 0 }
  },
  async verify_profile({ profile, keys }) {
    const { ok } = await verifyProfile(profile, keys)
    return { ok }
  },
}

async function respond(line) {
  try {
    const request = parseExactJson(line)
    const operation = Object.hasOwn(operations, request?.op) ? operations[request.op] : undefined
    if (operation === undefined)
      throw new Error(`Unknown op; known are ${Object.keys(operations).join(', ')}.`)
    return stringifyExactJson(await operation(request))
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) })
  }
}

/** Yields the lines of standard input. A module of Node.js would end them at other characters as well. */
async function* readLines() {
  let rest = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

for await (const line of readLines())
  if (!process.stdout.write(`${await respond(line)}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve))
