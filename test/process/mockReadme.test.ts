import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { createPersonMock } from '@personctl/mock-server'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { startMock } from '../helpers/startMock.ts'

const readme = readFileSync(new URL('../../packages/mock-server/README.md', import.meta.url), 'utf8')

/** The commands of the first example, and what each prints. */
const steps = (/```console\n(.*?)```/s.exec(readme)?.[1] ?? '')
  .split(/^\$ /m)
  .slice(1)
  .map((step) => {
    const [, command = '', output = ''] = /^((?:.*\\\n)*.*\n)([\s\S]*)$/.exec(step) ?? []
    return { command, output }
  })

const isComplete = ['curl', 'jq'].every((tool) => {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

it.skipIf(!isComplete)(
  'the first example in the README of the mock prints what it shows (needs curl and jq)',
  async () => {
    expect(steps.length).toBeGreaterThan(5)
    const mock = await startMock()
    const script = steps.map(({ command }) => `${command}\necho; echo '-- next'`).join('\n')
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      script.replace('http://127.0.0.1:4010', mock.url),
    ])
    const printed = stdout.split('-- next\n').slice(0, -1)
    expect(printed.map((text) => text.trim())).toEqual(steps.map(({ output }) => output.trim()))
  },
)

it('the data in the documents of the mock is valid, and is what it serves', async () => {
  const text = readFileSync(new URL('../../docs/mock/data.md', import.meta.url), 'utf8')
  const parts = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml))
  expect(parts.flatMap(Object.keys)).toEqual(['cis', 'cern', 'dabp', 'clients'])
  const { admin } = createPersonMock({ data: Object.assign({}, ...parts) })
  const { people } = await admin.people.list()
  expect(people).toHaveLength(2)
})
