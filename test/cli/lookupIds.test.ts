import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { type Behaviour, startServiceDouble } from './helpers/serviceDouble.ts'

/** Everybody exists, under any name, but for those in the list. */
function everybodyBut(...missing: string[]): Behaviour {
  return ({ url }) => {
    const id = idIn(url)
    return { body: missing.includes(id) ? {} : profile({ primary_username: value(id) }) }
  }
}

/** The service decodes these paths twice. */
function idIn(url: string): string {
  const last = new URL(url, 'http://service.invalid').pathname.split('/').at(-1) ?? ''
  return decodeURIComponent(decodeURIComponent(last))
}

const usernames = (text: string): string[] =>
  JSON.parse(text).map((person: { primary_username: string }) => person.primary_username)

describe('user get', () => {
  it.each([
    ['0b9a3a4e-9e5c-5d54-9d4e-1a2b3c4d5e6f', [], 'uuid'],
    ['0B9A3A4E-9E5C-5D54-9D4E-1A2B3C4D5E6F', [], 'uuid'],
    ['ad|Mozilla-LDAP|ada', [], 'user_id'],
    ['email|ada@example.org', [], 'user_id'],
    ['ada@example.org', [], 'primary_email'],
    ['ada', [], 'primary_username'],
    ['0b9a3a4e-9e5c', [], 'primary_username'],
    ['ada@example.org', ['--by', 'username'], 'primary_username'],
    ['ada', ['--by', 'user-id'], 'user_id'],
    ['ada', ['--by', 'uuid'], 'uuid'],
    ['ada', ['--by', 'email'], 'primary_email'],
  ])('detects the key with %s of %j: %s', async (id, args, key) => {
    const service = await startServiceDouble({ user: everybodyBut() })
    expect((await runPersonctl(['user', 'get', id, ...args], { env: service.env })).exitCode).toBe(0)
    const { pathname } = new URL(service.requests[1]?.url ?? '', service.origin)
    expect(pathname.split('/').at(-2)).toBe(key)
    // The case of a UUID has no meaning, and the service compares it.
    expect(idIn(pathname)).toBe(key === 'uuid' ? id.toLowerCase() : id)
  })

  it.each(['a/b', 'a%41b', 'a+b@x', 'ü ber', '..', '日本|語'])('sends the id %s unchanged', async (id) => {
    const service = await startServiceDouble({ user: everybodyBut() })
    const { stdout } = await runPersonctl(['user', 'get', '--', id], { env: service.env })
    expect(JSON.parse(stdout).primary_username).toBe(id)
  })
})

it('user get sends its filters to the service', async () => {
  const service = await startServiceDouble({ user: everybodyBut() })
  await runPersonctl(['user', 'get', 'ada', '--active', 'any', '--display', 'staff'], { env: service.env })
  expect(service.requests[1]?.url).toBe('/v2/user/primary_username/ada?active=any&filterDisplay=staff')
})

describe('user get', () => {
  it.each<[string, string, string[]]>([
    ['one a line', 'ada\ngrace\n', ['ada', 'grace']],
    ['no end to the last line', 'ada\ngrace', ['ada', 'grace']],
    ['lines of Windows, a mark, blanks', '\ufeffada\r\n\r\n  grace \t\r\n \r\n', ['ada', 'grace']],
    ['one only', 'ada\n', ['ada']],
    ['one twice', 'ada\nada\n', ['ada', 'ada']],
    ['none', '', []],
    ['nothing but blanks', '\n \n', []],
    ['characters of many bytes', '日本\nüber\n', ['日本', 'über']],
  ])('reads ids from stdin: %s', async (_, stdin, ids) => {
    const service = await startServiceDouble({ user: everybodyBut() })
    const { exitCode, stdout, stderr } = await runPersonctl(['user', 'get', '-'], { env: service.env, stdin })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(usernames(stdout)).toEqual(ids)
  })

  it('looks up the ids of stdin in place of the dash', async () => {
    const service = await startServiceDouble({ user: everybodyBut() })
    const args = ['user', 'get', 'first', '-', 'last']
    const { stdout } = await runPersonctl(args, { env: service.env, stdin: 'ada\ngrace\n' })
    expect(usernames(stdout)).toEqual(['first', 'ada', 'grace', 'last'])
  })

  it.each([
    ['json', '[]\n'],
    ['ndjson', ''],
    ['yaml', '[]\n'],
    ['csv', expect.stringMatching(/^uuid,user_id,.*\r\n$/)],
    ['table', 'E-MAIL  NAME  ACTIVE  TITLE  USERNAME  USER ID\n'],
    ['text', ''],
  ])('reports %s as no ids', async (format, stdout) => {
    const service = await startServiceDouble()
    const outcome = await runPersonctl(['user', 'get', '-', '-o', format], { env: service.env })
    expect(outcome).toEqual({ exitCode: 0, stdout, stderr: '' })
  })
})

describe('user get of many ids', () => {
  const many = Array.from({ length: 40 }, (_, index) => `person${index}`)

  it('prints them in order in any order of the responses, with few requests at once and one token', async () => {
    const waiting: (() => void)[] = []
    let most = 0
    let underWay = 0
    const service = await startServiceDouble({
      user: async (request) => {
        underWay += 1
        most = Math.max(most, underWay)
        // Answers wait for a full house, and then go out last come first.
        await new Promise<void>((resolve) => {
          waiting.push(resolve)
          if (waiting.length === 8) for (const go of waiting.splice(0).reverse()) go()
        })
        underWay -= 1
        return everybodyBut()(request)
      },
    })
    const { stdout } = await runPersonctl(['user', 'get', ...many], { env: service.env })
    expect(usernames(stdout)).toEqual(many)
    expect(most).toBe(8)
    expect(service.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it.each(['json', 'yaml', 'table'])('prints nothing as %s if one fails, and names it', async (format) => {
    const service = await startServiceDouble({ user: everybodyBut('person7', 'person9') })
    const outcome = await runPersonctl(['user', 'get', ...many, '-o', format], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(outcome.stderr).toContain('person7')
    expect(outcome.stderr).not.toContain('person9')
  })

  it('names the id that fails if the error does not', async () => {
    const service = await startServiceDouble({
      user: (request) => (idIn(request.url) === 'b' ? { status: 403, body: {} } : everybodyBut()(request)),
    })
    const outcome = await runPersonctl(['user', 'get', 'a', 'b', 'c'], { env: service.env })
    expect(outcome.exitCode).toBe(5)
    expect(jsonError(outcome).message).toMatch(/^b: /)
  })

  it('prints as ndjson, csv and text the rows before the one that fails', async () => {
    const service = await startServiceDouble({ user: everybodyBut('person7') })
    const print = async (format: string) => {
      const outcome = await runPersonctl(['user', 'get', ...many, '-o', format], { env: service.env })
      expect(outcome.exitCode).toBe(3)
      return outcome.stdout
    }
    const lines = (await print('ndjson')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).primary_username)).toEqual(many.slice(0, 7))
    expect(csvRecords(await print('csv')).map((row) => row['primary_username'])).toEqual(many.slice(0, 7))
    expect(await print('text')).toBe(
      many
        .slice(0, 7)
        .map((name) => `\t\t\t\t${name}\t\n`)
        .join(''),
    )
  })
})
