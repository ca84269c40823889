import { describe, expect, it } from 'vitest'
import { dabpSettings } from '../e2e/helpers/dabpSettings.ts'
import { startFlakyProxy } from '../e2e/helpers/flakyProxy.ts'
import { currentExample } from '../helpers/dabpExamples.ts'
import { runGate } from '../helpers/gateScript.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'

const ada = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'
const data = { dabp: { people: { [ada]: currentExample } } }

describe('a gate in a shell script, against the mock,', () => {
  const cases: [string, number, Record<string, string>][] = [
    ['yes', 0, {}],
    ['no', 10, { POLICY: 'Travel' }],
    ['nobody', 3, { ID: 'nobody' }],
    ['a path that leads elsewhere', 2, { ID: `../people/${ada}` }],
    ['a wrong secret', 4, { PERSONCTL_DABP_CLIENT_SECRET: 'wrong' }],
    ['a token that is none', 4, { PERSONCTL_DABP_TOKEN: 'nonsense' }],
    ['another scope', 5, { PERSONCTL_DABP_SCOPE: 'dabp_read' }],
    ['no server', 7, { PERSONCTL_DABP_URL: 'http://127.0.0.1:1' }],
    ['a tenant that is none', 2, { PERSONCTL_DABP_TENANT_ID: 'acme' }],
  ]
  it('ends with the exit code of each result', async () => {
    const mock = await startMock({ data })
    const usual = { ID: ada, GROUP: 'Intermediary A', POLICY: 'Pension', ...dabpSettings(mock.url) }
    for (const [name, exitCode, settings] of cases) {
      const lines = await runGate({ ...usual, ...settings })
      expect([name, ...lines]).toEqual([name, ...(exitCode === 0 ? ['deployed', '0'] : [String(exitCode)])])
    }
  })

  it('ends with 8 if the service fails, and retries only if that is no activity', async () => {
    const mock = await startMock({ data })
    const proxy = await startFlakyProxy(mock.url, (count) => (count === 2 ? undefined : '503'))
    const env = dabpSettings(proxy.origin, { PERSONCTL_DABP_TOKEN_URL: `${mock.url}/oauth/v1/token` })
    const gate = { ID: ada, GROUP: 'Intermediary A', POLICY: 'Pension', ...env }
    expect(await runGate(gate)).toEqual(['8'])
    expect(proxy.counts).toEqual({ requests: 1, failures: 1 })

    const again = await startFlakyProxy(mock.url, (count) => (count === 1 ? '503' : undefined))
    const args = ['report', 'check', ada, '--policy', 'Pension', '--skip-updating-activity']
    const settings = { ...env, PERSONCTL_DABP_URL: again.origin }
    expect((await runPersonctl(args, { env: settings })).exitCode).toBe(0)
    expect(again.counts).toEqual({ requests: 2, failures: 1 })
  })
})
