import { beforeAll, describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { fileOf, jwkOf, jwksOf, signAll } from './helpers/publisherKeys.ts'
import { accessToken, type Behaviour, startServiceDouble } from './helpers/serviceDouble.ts'
import { userFolder } from './helpers/userFolder.ts'

type Profile = Record<string, any>

let stored: Profile
beforeAll(async () => {
  const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--raw', '-o', 'json']
  stored = signAll(JSON.parse((await runPersonctl(args)).stdout))
})

const ada = 'ada.lovelace@example.org'
const grace = 'grace@example.org'
const withUserId = (value: string): Profile => ({ ...stored, user_id: { ...stored['user_id'], value } })
const publishers = ['ldap', 'mozilliansorg', 'hris', 'access_provider', 'cis']
const done = {
  condition: 'update',
  sequence_number: '193183110779524226497632481239665886170',
  status_code: 200,
}

/** A CIS that knows Ada, Grace and new people, stores what it is sent, and the bodies that it was sent. */
async function startCis({
  change = () => ({ body: done }),
  published = jwksOf(...publishers),
  person = stored,
  stores = true,
}: {
  change?: Behaviour
  published?: object
  person?: Profile
  /** False to lose what others overwrite. */
  stores?: boolean
} = {}) {
  const people = new Map<string, Profile>([
    ['ada', person],
    ['grace', withUserId('ad|Mozilla-LDAP|grace')],
  ])
  const find = (text: string) => /ada|grace|new/.exec(text)?.[0] ?? ''
  const store = (profile: Profile) => {
    const name = find(profile['user_id'].value)
    const next: Profile = { ...people.get(name) }
    for (const [key, value] of Object.entries(profile))
      next[key] = ['value', 'values'].some((name) => name in Object(value))
        ? value
        : { ...next[key], ...Object(value) }
    people.set(name, { ...next, user_id: people.get(name)?.['user_id'] ?? profile['user_id'] })
  }
  const service = await startServiceDouble({
    user: async (request) => {
      const { method, url, body } = request
      if (url.includes('well-known')) return { body: { api: { publishers_jwks: published } } }
      if (url.includes('/v2/status')) return { body: { identity_vault: stores } }
      if (method === 'GET') return { body: people.get(find(decodeURIComponent(url))) ?? {} }
      const response = await change(request)
      if (stores && (response?.status ?? 200) === 200) [JSON.parse(body)].flat().forEach(store)
      return response
    },
  })
  const writes = () =>
    service.requests.filter(({ method, url }) => method !== 'GET' && !url.startsWith('/oauth'))
  const env = {
    ...service.env,
    PERSONCTL_CIS_PUBLISHER: 'hris',
    PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris'),
  }
  return {
    service,
    env,
    writes,
    update: (...args: string[]): Promise<Outcome> => runPersonctl(['user', 'update', ...args], { env }),
  }
}

const title = 'staff_information.title=Countess'

describe('user update --set', () => {
  it('signs what changes, sends nothing else, and prints the change with its outcome', async () => {
    const { update, writes } = await startCis()
    const { stdout, ...rest } = await update(
      ada,
      '--set',
      title,
      '--set',
      'staff_information.title:display=staff',
    )
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    const { title: before } = stored['staff_information']
    expect(JSON.parse(stdout)).toEqual({
      user_id: 'ad|Mozilla-LDAP|ada',
      outcome: 'updated',
      sequence_number: done.sequence_number,
      changes: [
        { attribute: 'staff_information.title', from: before.value, to: 'Countess', problem: null },
        {
          attribute: 'staff_information.title:display',
          from: before.metadata.display,
          to: 'staff',
          problem: null,
        },
      ],
    })
    expect(writes()).toHaveLength(1)
    const body = JSON.parse(writes()[0]?.body ?? '')
    expect(Object.keys(body).sort()).toEqual(['staff_information', 'user_id'])
    expect(Object.keys(body.staff_information)).toEqual(['title'])
    const sent = JSON.stringify({
      ...stored,
      staff_information: { ...stored['staff_information'], ...body.staff_information },
    })
    const verified = await runPersonctl(
      ['user', 'verify', '-', '--jwks', fileOf('keys.json', JSON.stringify(jwksOf(...publishers)))],
      { stdin: sent },
    )
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true })
  })

  it('shows neither the key nor the token, not even with --debug', async () => {
    const { update } = await startCis()
    const { exitCode, stdout, stderr } = await update(ada, '--set', title, '--debug')
    expect(exitCode).toBe(0)
    const { d, p, q } = JSON.parse(jwkOf('hris'))
    for (const secret of [d, p, q, accessToken]) expect(stdout + stderr).not.toContain(secret)
  })

  it('says that it takes an attribute which the token does not see for null', async () => {
    const { staff_information: _, ...visible } = stored
    const { env, writes } = await startCis({ person: visible })
    const outcome = await runPersonctl(['user', 'update', ada, '--set', title], { env })
    expect(JSON.parse(outcome.stderr).notice).toMatchObject({
      code: 'about_change',
      message: expect.stringContaining('does not show staff_information.title'),
    })
    expect(writes()).toHaveLength(1)
  })

  it('with --dry-run, shows the change, needs no key, and sends nothing', async () => {
    const { service, writes } = await startCis()
    const args = ['user', 'update', ada, '--set', title, '--publisher', 'hris', '--dry-run', '-o', 'csv']
    const outcome = await runPersonctl(args, { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(csvRecords(outcome.stdout)).toEqual([
      {
        user_id: 'ad|Mozilla-LDAP|ada',
        outcome: 'would_update',
        attribute: 'staff_information.title',
        from: stored['staff_information'].title.value,
        to: 'Countess',
        problem: '',
      },
    ])
    expect(writes()).toEqual([])
  })

  it('ends with 9 if the profile does not show the change afterwards', async () => {
    const { update, writes } = await startCis({ stores: false })
    const outcome = await update(ada, '--set', title)
    expect(outcome).toMatchObject({ exitCode: 9, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'lost_update',
      message:
        'cis reported the change of "ad|Mozilla-LDAP|ada" as done, but the profile that was read afterwards does not show it in staff_information.title.',
      hint: expect.stringContaining('Somebody else has written the person at the same time'),
    })
    expect(writes()).toHaveLength(1)
  })

  it('sends nothing if nothing changes, and says so', async () => {
    const { update, writes } = await startCis()
    const { value } = stored['staff_information'].title
    const { stdout, ...rest } = await update(ada, '--set', `staff_information.title=${value}`)
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'unchanged', changes: [], sequence_number: null })
    expect(writes()).toEqual([])
  })

  it('sends nothing that the rules forbid, and ends with 5 and the words of the service', async () => {
    const { update, writes } = await startCis()
    const outcome = await update(ada, '--set', 'first_name=Augusta', '--set', title)
    expect(outcome).toMatchObject({ exitCode: 5, stdout: '' })
    const { message, hint } = jsonError(outcome)
    expect(message).toBe('[update] hris is NOT allowed to publish field first_name')
    expect(hint).toBe('Nothing was sent. Who may: personctl publisher rules first_name')
    const dry = await update(ada, '--set', 'first_name=Augusta', '--set', title, '--dry-run')
    expect(dry.exitCode).toBe(10)
    expect(JSON.parse(dry.stdout)).toMatchObject({
      outcome: 'refused',
      changes: [
        { attribute: 'first_name', problem: message },
        { attribute: 'staff_information.title', problem: null },
      ],
    })
    expect(writes()).toEqual([])
  })

  it('writes the refusal of the service as it came', async () => {
    const description = '[update] hris is NOT allowed to publish field title'
    const { update } = await startCis({
      change: () => ({ status: 403, body: { code: 'invalid_publisher', description } }),
    })
    const outcome = await update(ada, '--set', title)
    expect(outcome).toMatchObject({ exitCode: 5, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ status: 403, message: expect.stringContaining(description) })
  })

  it('says before it sends anything that the key is that of another publisher', async () => {
    const { service, writes } = await startCis()
    const env = {
      ...service.env,
      PERSONCTL_CIS_PUBLISHER: 'hris',
      PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('ldap'),
    }
    const outcome = await runPersonctl(['user', 'update', ada, '--set', title], { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toBe(
      'The key in PERSONCTL_CIS_PUBLISHER_KEY is that of ldap, not of hris.',
    )
    expect(writes()).toEqual([])
  })

  it('sends if the environment publishes no keys to compare with', async () => {
    const { update, writes } = await startCis({ published: {} })
    expect(await update(ada, '--set', title)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(writes()).toHaveLength(1)
  })

  it('ends with 3 for nobody', async () => {
    const { update, writes } = await startCis()
    const outcome = await update('nobody', '--set', title)
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(writes()).toEqual([])
  })

  it.each<[string, string[], RegExp, RegExp]>([
    ['nothing to change', [ada], /nothing to change for "ada\.lovelace@example\.org"/, /--set PATH=VALUE/],
    [
      'an attribute that does not exist',
      [ada, '--set', 'titel=x'],
      /"titel" does not exist/,
      /staff_information\.title\?/,
    ],
    ['a group', [ada, '--set', 'staff_information=x'], /is a group/, /staff_information\.title/],
    ['no value', [ada, '--set', 'fun_title'], /"fun_title", which has no value/, /PATH=VALUE/],
    ['no attribute', [ada, '--set', '=x'], /"=x", which has no attribute/, /PATH=VALUE/],
    ['null', [ada, '--set', 'fun_title=null'], /fun_title is null, and CIS ignores null/, /--set fun_title=/],
    [
      'an attribute twice',
      [ada, '--set', title, '--set', title],
      /gives staff_information\.title twice/,
      /./,
    ],
    [
      'a display twice',
      [ada, '--set', 'fun_title:display=staff', '--set', 'fun_title:display=null'],
      /gives fun_title:display twice/,
      /./,
    ],
    ['text for a boolean', [ada, '--set', 'active=yes'], /active is "yes"; it takes true or false/, /./],
    [
      'text for an object',
      [ada, '--set', 'usernames=ada'],
      /usernames is "ada", which is not valid JSON: column 1/,
      /object in JSON/,
    ],
    ['a list for an object', [ada, '--set', 'tags=["a"]'], /the attribute is an object/, /object in JSON/],
    [
      'a display that does not exist',
      [ada, '--set', 'fun_title:display=staf'],
      /display is "staf"/,
      /staff\?/,
    ],
    [
      'a display that does not exist',
      [ada, '--set', 'fun_title:display=everyone'],
      /private, null\./,
      /new person/,
    ],
    ['a display that the schema forbids', [ada, '--set', 'active:display=staff'], /does not allow/, /null/],
    [
      'a part that does not exist',
      [ada, '--set', 'fun_title:displai=staff'],
      /cannot be set/,
      /fun_title:display\?/,
    ],
    [
      'a number with a fraction',
      [ada, '--set', 'usernames={"a":1.5}', '--publisher', 'mozilliansorg', '--dry-run'],
      /fraction/,
      /./,
    ],
    [
      'a publisher that does not exist',
      [ada, '--set', title, '--publisher', 'hriss', '--dry-run'],
      /hriss/,
      /./,
    ],
    ['stdin as the person', ['-', '--set', title], /takes the id of one person/, /./],
  ])('ends with 2 for %s, and sends nothing', async (_, args, message, hint) => {
    const { update, writes } = await startCis()
    const outcome = await update(...args)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const error = jsonError(outcome)
    expect(error.message).toMatch(message)
    expect(String(error.hint)).toMatch(hint)
    expect(writes()).toEqual([])
  })
})

describe('user update FILE', () => {
  const edited = (change: (profile: Profile) => void) => {
    const profile = structuredClone(stored)
    change(profile)
    return profile
  }

  it.each<[string, () => string]>([
    [
      'a profile with signatures',
      () =>
        JSON.stringify(
          edited((one) => {
            one['staff_information'].title.value = 'Countess'
          }),
        ),
    ],
    [
      'values alone',
      () =>
        JSON.stringify({
          user_id: 'ad|Mozilla-LDAP|ada',
          fun_title: null,
          staff_information: { title: 'Countess' },
        }),
    ],
    [
      'values with an e-mail',
      () => JSON.stringify({ primary_email: ada, staff_information: { title: 'Countess' } }),
    ],
  ])('publishes what differs in %s', async (_, content) => {
    const { update, writes } = await startCis()
    const { stdout, ...rest } = await update(fileOf('ada.json', content()))
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'updated',
      changes: [{ attribute: 'staff_information.title', to: 'Countess' }],
    })
    expect(writes()).toHaveLength(1)
  })

  it('publishes the rows of CSV together, whose empty cells change nothing', async () => {
    const { update, writes } = await startCis({
      change: () => ({
        body: { creates: null, status: 200, updates: { sequence_numbers: ['1', '1'], status: '200' } },
      }),
    })
    const csv = `primary_email;staff_information.title;staff_information.team\n${ada};Countess;\n${grace};Admiral;\n`
    const outcome = await update(fileOf('titles.csv', csv), '-o', 'csv')
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(csvRecords(outcome.stdout)).toMatchObject([
      { outcome: 'updated', attribute: 'staff_information.title', to: 'Countess' },
      { outcome: 'updated', attribute: 'staff_information.title', to: 'Admiral' },
    ])
    expect(writes().map(({ url }) => url)).toEqual(['/v2/users'])
    expect(JSON.parse(writes()[0]?.body ?? '')).toHaveLength(2)
  })

  it('takes each line end of CSV for one, also if the first line has another', async () => {
    const csv = `\ufeffprimary_email,staff_information.title\n${ada},Countess\r\n`
    const { update, writes } = await startCis()
    expect(await update(fileOf('titles.csv', csv), '-o', 'csv')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(writes()[0]?.body ?? '').staff_information.title.value).toBe('Countess')
  })

  it('publishes the others if one fails, names that one, and ends with its exit code', async () => {
    const { update, writes } = await startCis()
    const csv = `primary_email,staff_information.title,first_name\n${ada},Countess,\n${grace},,Augusta\n`
    const outcome = await update(fileOf('titles.csv', csv), '-o', 'csv')
    expect(outcome.exitCode).toBe(5)
    expect(csvRecords(outcome.stdout)).toMatchObject([{ outcome: 'updated', to: 'Countess' }])
    expect(outcome.stderr).toBe(
      'personctl: ad|Mozilla-LDAP|grace: [update] hris is NOT allowed to publish field first_name\n' +
        'personctl: Of 2 ids, 1 was published and 1 failed.\n',
    )
    expect(writes()).toHaveLength(1)
  })

  it('publishes and shows numbers with all their digits', async () => {
    const { update, writes } = await startCis()
    const usernames = '{"github":12345678901234567890}'
    const file = fileOf('a.json', `{"primary_email": " ${ada} ", "usernames": ${usernames}}`)
    for (const args of [[file], [ada, '--set', `usernames=${usernames}`]]) {
      const outcome = await update(...args, '--publisher', 'mozilliansorg', '--dry-run', '-o', 'json')
      expect(outcome.exitCode).toBe(0)
      expect(outcome.stdout).toContain('"github": 12345678901234567890\n')
    }
    expect(writes()).toEqual([])
  })

  it('publishes the others if a person does not exist, with --dry-run too', async () => {
    const { update, writes } = await startCis()
    const csv = `primary_email,staff_information.title\nnobody@example.org,Count\n${ada},Countess\n`
    const file = fileOf('titles.csv', csv)
    const planned = await update(file, '--dry-run', '-o', 'csv')
    expect(csvRecords(planned.stdout)).toMatchObject([{ outcome: 'would_update', to: 'Countess' }])
    expect(writes()).toEqual([])
    const published = await update(file, '-o', 'csv')
    expect(csvRecords(published.stdout)).toMatchObject([{ outcome: 'updated', to: 'Countess' }])
    for (const { exitCode, stderr } of [planned, published]) {
      expect(exitCode).toBe(3)
      expect(stderr).toMatch(/^personctl: row 1: No person has the primary e-mail "nobody@example\.org"\.\n/)
      expect(stderr).toMatch(/Of 2 ids, 1 was (found|published) and 1 failed\.\n$/)
    }
  })

  it('says that a batch without a response may have been published, and what to do', async () => {
    const { update } = await startCis({ change: () => ({ body: '{"creates": null, "upd' }) })
    const csv = `primary_email,staff_information.title\n${ada},Countess\n${grace},Admiral\n`
    const outcome = await update(fileOf('titles.csv', csv), '-o', 'csv')
    expect(outcome.exitCode).toBe(8)
    expect(outcome.stderr).toContain('Of 2 ids, 0 were published and 2 failed.\n')
    expect(outcome.stderr).toMatch(
      /may have been published, since no usable response came\. Run the command again/,
    )
  })

  it.each([
    [401, 4],
    [403, 5],
  ])('stops after a batch in which everybody has failed with %i, and says so', async (status, exitCode) => {
    const people = Array.from({ length: 60 }, (_, index) => `ad|Mozilla-LDAP|${index}`)
    const service = await startServiceDouble({
      user: ({ method, url }) => {
        if (method !== 'GET') return { status, body: { code: 'no', description: 'no' } }
        if (!url.includes('/v2/user/')) return { body: {} }
        return { body: withUserId(decodeURIComponent(url).replace(/\?.*/, '').split('/').at(-1) ?? '') }
      },
    })
    const csv = `user_id,staff_information.title\n${people.map((one) => `${one},Countess\n`).join('')}`
    const outcome = await runPersonctl(['user', 'update', fileOf('titles.csv', csv), '-o', 'csv'], {
      env: { ...service.env, PERSONCTL_CIS_PUBLISHER: 'hris', PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris') },
    })
    expect(outcome.exitCode).toBe(exitCode)
    expect(outcome.stderr).toContain('Of 25 ids, 0 were published and 25 failed.\n')
    expect(outcome.stderr).toMatch(
      /The last 25 failed in the same way, so the ids after them were not tried\. Correct the cause/,
    )
    const writes = service.requests.filter(({ method, url }) => method === 'POST' && url.startsWith('/v2'))
    // A token that is not accepted is replaced, and the request sent again.
    expect(writes.map(({ url }) => url)).toEqual(Array(status === 401 ? 3 : 1).fill('/v2/users'))
  })

  it('does not take the name of a file for an id', async () => {
    const { update, writes } = await startCis()
    const outcome = await update(fileOf('titles.csv', `primary_email\n${ada}\n`), '--set', title)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(
      /^--set takes the id of one person, and .*titles\.csv is a file\.$/,
    )
    expect(writes()).toEqual([])
  })

  it.each<[string, string, string, RegExp]>([
    [
      'another encoding',
      'a.csv',
      `primary_email,fun_title\n${ada},M\ufffdller\n`,
      /Line 2 of .* is not UTF-8/,
    ],
    ['a file without a byte', 'a.csv', '', /a\.csv is empty/],
    ['JSON that is cut off', 'a.json', '{"user_id": {"val', /not valid JSON/],
    ['a profile of nobody', 'a.json', '{"first_name": "Ada"}', /does not say who it is about/],
    ['no profile', 'a.json', '[42]', /profile 0 of .* is not a profile, but 42/],
    [
      'an unknown attribute',
      'a.json',
      '{"user_id": "ad|x|ada", "frist_name": "Ada"}',
      /"frist_name" does not exist/,
    ],
    [
      'a value of the wrong form',
      'a.json',
      '{"user_id": "ad|x|ada", "first_name": 42}',
      /first_name is 42, not a string/,
    ],
    ['an unknown column', 'a.csv', 'user_id,titel\nx,y\n', /"titel" does not exist/],
    ['no column that says who', 'a.csv', 'first_name,last_name\nx,y\n', /none of the columns user_id, uuid/],
    ['two columns of one name', 'a.csv', 'user_id,fun_title,fun_title\nx,y,z\n', /fun_title.*twice/],
    ['too many cells', 'a.csv', 'user_id,fun_title\nx,y,z\n', /row 1 of .* has 3 cells/],
    [
      'a person twice',
      'a.csv',
      `primary_email,fun_title\n${ada},y\n${ada},z\n`,
      /row 1 and row 2 are about the same person/,
    ],
    [
      'a boolean that is neither',
      'a.csv',
      `primary_email,staff_information.staff\n${ada},yes\n`,
      /takes true or false/,
    ],
  ])('ends with 2 for %s, and sends nothing', async (_, name, content, message) => {
    const { update, writes } = await startCis()
    const outcome = await update(fileOf(name, content))
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
    expect(writes()).toEqual([])
  })

  it('creates a person on request only', async () => {
    const { update, writes } = await startCis({
      change: () => ({ body: { ...done, condition: 'create' } }),
    })
    const path = fileOf('new.json', '{"user_id": "ad|Mozilla-LDAP|new", "primary_email": "new@example.org"}')
    expect(await update(path)).toMatchObject({ exitCode: 3, stdout: '' })
    const outcome = await update(path, '--create')
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(outcome.stdout)).toMatchObject({ outcome: 'created', user_id: 'ad|Mozilla-LDAP|new' })
    const body = JSON.parse(writes()[0]?.body ?? '')
    expect(body.staff_information.title.value).toBe(null)
    expect(body.active.value).toBe(true)
  })
})

describe('the Change API', () => {
  it('is at its own URL, with the tokens of the client, if a variable or a context says so', async () => {
    const person = await startCis()
    const change = await startCis()
    const env = { ...person.env, PERSONCTL_CIS_CHANGE_URL: change.service.origin }
    const args = ['user', 'update', ada, '--set', title]
    expect(await runPersonctl(args, { env })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(person.writes()).toEqual([])
    expect(change.writes().map(({ headers }) => headers.authorization)).toEqual([`Bearer ${accessToken}`])
    expect(change.service.requests.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
      '/v2/user',
      '/v2/status',
    ])
  })

  it('is found by --discover, and is stored in the context', async () => {
    const { service } = await startDiscovery()
    const user = userFolder()
    const added = await user.run(['context', 'add', 'work', '--discover', service.origin])
    expect(JSON.parse(added.stdout).cis).toMatchObject({
      url: 'https://person.example.org',
      changeUrl: 'https://change.example.org',
    })
  })

  it('gets no tokens of a stored client at an origin that only a variable names', async () => {
    const { service } = await startCis()
    const other = await startCis()
    const user = userFolder()
    const settings = ['--url', service.origin, '--token-url', `${service.origin}/oauth/token`]
    const client = ['--client-id', 'sync', '--client-secret-stdin', '--secret-store', 'file']
    await user.run(['context', 'add', 'work', '--service', 'cis', ...settings, ...client, '--use'], {
      stdin: 's3cret',
    })
    const outcome = await user.run(['user', 'update', ada, '--set', title, '--publisher', 'hris'], {
      env: { PERSONCTL_CIS_CHANGE_URL: other.service.origin, PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris') },
    })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).message).toContain('PERSONCTL_CIS_CHANGE_URL')
    expect(other.service.requests).toEqual([])
  })
})

it('user update --demo changes people of the embedded directory with its own keys', async () => {
  const outcome = await runPersonctl(['user', 'update', ada, '--set', title, '--publisher', 'hris', '--demo'])
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(outcome.stdout)).toMatchObject({ outcome: 'updated' })
  const display = [
    '--set',
    'staff_information.title:display=vouched',
    '--publisher',
    'mozilliansorg',
    '--demo',
  ]
  expect(await runPersonctl(['user', 'update', ada, ...display])).toMatchObject({ exitCode: 0, stderr: '' })
})

it('user verify --demo finds that the signatures of the embedded directory are valid', async () => {
  const { exitCode, stdout } = await runPersonctl(['user', 'verify', ada, '--demo'])
  expect({ exitCode, report: JSON.parse(stdout) }).toMatchObject({ exitCode: 0, report: { verified: true } })
  const list = await runPersonctl(['user', 'list', '--raw', '--demo', '--limit', '5', '-o', 'ndjson'])
  expect(list.stdout).toMatch(/eyJ/)
})

/** A service that only has a discovery document. */
async function startDiscovery() {
  const service = await startServiceDouble({
    user: ({ headers, url }) => {
      const origin = `http://${headers.host}`
      if (url.endsWith('openid-configuration'))
        return { body: { issuer: `${origin}/`, token_endpoint: `${origin}/token` } }
      const endpoints = { person: 'https://person.example.org', change: 'https://change.example.org' }
      const oidc = `${origin}/.well-known/openid-configuration`
      return { body: { oidc_discovery_uri: oidc, api: { audience: 'api.example.org', endpoints } } }
    },
  })
  return { service }
}
