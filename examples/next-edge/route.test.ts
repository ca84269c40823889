import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EdgeVM } from '@edge-runtime/vm'
import { rolldown } from 'rolldown'

// The runtime in which Next.js runs handlers on the edge, with the handler in a bundle, as Next.js makes one.
const vm = new EdgeVM({
  extend: (globals) => Object.assign(globals, { process: { env: { ...process.env } } }),
})
before(async () => {
  const input = fileURLToPath(new URL('app/people/[email]/route.js', import.meta.url))
  const bundle = await rolldown({ input, platform: 'browser' })
  const { output } = await bundle.generate({ format: 'iife', name: 'route' })
  vm.evaluate(`${output[0].code}; globalThis.route = route`)
})

const get = (email: string): Promise<[number, string]> =>
  vm.evaluate(`(async () => {
    const params = Promise.resolve({ email: ${JSON.stringify(email)} })
    const response = await route.GET(new Request('https://app.example.org/people/x'), { params })
    return [response.status, await response.text()]
  })()`)

test('the route responds with the name of a person', async () => {
  const [status, text] = await get('ada.lovelace@example.org')
  assert.equal(status, 200)
  assert.deepEqual(JSON.parse(text), { first_name: 'Ada', last_name: 'Lovelace' })
})

test('the route responds with 404 for an unknown person', async () => {
  assert.equal((await get('nobody@example.org'))[0], 404)
})
