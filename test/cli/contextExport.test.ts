import { describe, expect, it } from 'vitest'
import { jsonError, type Outcome } from '../helpers/runPersonctl.ts'
import { fileOf, jwkOf } from './helpers/publisherKeys.ts'
import { type UserFolder, userFolder } from './helpers/userFolder.ts'

const settings = {
  cis: {
    url: 'https://person.example.org',
    tokenUrl: 'https://login.example.org/oauth/token',
    audience: 'api.example.org',
    scope: 'display:staff read:fullprofile',
    clientId: 'sync',
    changeUrl: 'https://change.example.org',
    publisher: 'hris',
  },
  cern: { preset: 'cern-qa', clientId: 'reader' },
}
const store = ['--secret-store', 'file', '--no-check']
const url = 'https://person.example.org'

/** A user with the context `work`, its secrets and the key of its publisher. */
async function withWork(): Promise<{ readonly user: UserFolder; readonly secrets: readonly string[] }> {
  const user = userFolder()
  const { cis } = settings
  const key = jwkOf('hris')
  const ofCis = [
    ...['--service', 'cis', '--url', cis.url, '--token-url', cis.tokenUrl, '--audience', cis.audience],
    ...['--scope', cis.scope, '--client-id', cis.clientId, '--change-url', cis.changeUrl],
    ...['--publisher', cis.publisher, '--publisher-key-file', fileOf('hris.json', key)],
  ]
  const add = (args: readonly string[], secret: string) =>
    user.run(['context', 'add', 'work', ...args, '--client-secret-stdin', ...store], { stdin: secret })
  expect(await add(ofCis, 's3cret-of-cis')).toMatchObject({ exitCode: 0 })
  expect(await add(['--preset', 'cern-qa', '--client-id', 'reader'], 's3cret-of-cern')).toMatchObject({
    exitCode: 0,
  })
  return { user, secrets: ['s3cret-of-cis', 's3cret-of-cern', String(JSON.parse(key).d)] }
}

const exportWork = async (user: UserFolder): Promise<string> => {
  const { exitCode, stdout, stderr } = await user.run(['context', 'export', 'work'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

/** Adds a context from a text on stdin. */
const addFrom = (user: UserFolder, text: string, ...more: string[]): Promise<Outcome> =>
  user.run(['context', 'add', 'team', '--from', '-', ...more], { stdin: text })

describe('context export', () => {
  it('prints every setting that is stored, and neither a secret nor where it is', async () => {
    const { user, secrets } = await withWork()
    const stdout = await exportWork(user)
    expect(JSON.parse(stdout)).toEqual({ name: 'work', ...settings })
    for (const secret of [...secrets, 'tokenOrigin', 'store']) expect(stdout).not.toContain(secret)
  })

  it('does not print what variables override', async () => {
    const { user } = await withWork()
    const { stdout } = await user.run(['context', 'export', 'work'], {
      env: { PERSONCTL_CIS_URL: 'https://other.example.org', PERSONCTL_CIS_TOKEN: 't0ken' },
    })
    expect(JSON.parse(stdout)).toEqual({ name: 'work', ...settings })
  })

  it('ends with 2 for a context that does not exist', async () => {
    const outcome = await userFolder().run(['context', 'export', 'work'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

describe('context add --from', () => {
  it('stores all services of an exported context, which is exported as it was', async () => {
    const { user } = await withWork()
    const text = await exportWork(user)
    const other = userFolder()
    const outcome = await addFrom(other, text, '--use')
    expect(outcome.exitCode).toBe(0)
    expect(other.contexts()).toMatchObject({ current: 'team', contexts: { team: settings } })
    expect(outcome.stderr).toContain('No client secret is stored for sync of cis.')
    const again = await other.run(['context', 'export', 'team'])
    expect(JSON.parse(again.stdout)).toEqual({ ...JSON.parse(text), name: 'team' })
  })

  it('stores the embedded directory', async () => {
    const user = userFolder()
    await user.run(['context', 'add', 'play', '--preset', 'demo'])
    const { stdout } = await user.run(['context', 'export', 'play'])
    expect(JSON.parse(stdout)).toEqual({ name: 'play', demo: true })
    expect(await addFrom(user, stdout)).toMatchObject({ exitCode: 0 })
    expect(user.contexts().contexts).toMatchObject({ team: { demo: true } })
  })

  it('stores the secret of the only client, and the key of its publisher', async () => {
    const user = userFolder()
    const file = fileOf('one.json', JSON.stringify({ cis: settings.cis, cern: { preset: 'cern' } }))
    const key = ['--publisher-key-file', fileOf('hris.json', jwkOf('hris'))]
    const args = ['context', 'add', 'team', '--from', file, '--client-secret-stdin', ...key, ...store]
    expect(await user.run(args, { stdin: 's3cret' })).toMatchObject({ exitCode: 0 })
    const shown = JSON.parse((await user.run(['context', 'show', 'team'])).stdout)
    expect(shown.cis).toMatchObject({ clientSecret: 'file', publisherKey: 'file' })
    expect(shown.cern).not.toHaveProperty('clientSecret')
  })

  it.each<[string, string, string[], RegExp]>([
    ['text that is not JSON', 'url: x', [], /^The content of stdin is not valid JSON: line 1, column 1/],
    ['a list', '[]', [], /^The content of stdin is not a context\.$/],
    ['no services', '{"name":"work"}', [], /^The context in stdin has no services\.$/],
    ['a setting of another type', '{"cis":{"url":1}}', [], /is not a context: cis\.url: /],
    [
      'a URL that is not one',
      '{"cis":{"url":"ftp://x"}}',
      [],
      /^The settings of cis in stdin are invalid\. .*ftp:\/\/x/,
    ],
    [
      'a setting of another service',
      '{"cern":{"url":"https://x.org","publisher":"hris"}}',
      [],
      /not to cern/,
    ],
    ['one secret for two clients', JSON.stringify(settings), ['--client-secret-file', 'x'], /has 2 clients/],
    ['another source of settings', '{}', ['--url', url], /^--from takes the settings of all services/],
    ['another secret on stdin', '{}', ['--client-secret-stdin'], /both read from stdin/],
  ])('ends with 2 for %s, and stores nothing', async (_, text, more, message) => {
    const user = userFolder()
    const outcome = await addFrom(user, text, ...more)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
    expect(user.files()).toEqual({})
  })

  it('changes nothing if the context has one of the services', async () => {
    const { user } = await withWork()
    const before = user.files()
    const text = JSON.stringify({ dabp: { url: 'https://dabp.example.org' }, cis: { url } })
    const outcome = await user.run(['context', 'add', 'work', '--from', '-'], { stdin: text })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toBe('The context work already has cis.')
    expect(user.files()).toEqual(before)
  })
})
