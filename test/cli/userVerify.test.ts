import { beforeAll, describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { fileOf, jwkOf, jwksOf, signAll } from './helpers/publisherKeys.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

type Profile = Record<string, any>

/** A profile whose attributes that are set are signed by the publishers that they name. */
let signed: Profile
/** A file with their public keys, and one with the profile. */
let keys: string
beforeAll(async () => {
  const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--raw', '-o', 'json']
  signed = signAll(JSON.parse((await runPersonctl(args)).stdout))
})

const publishers = ['ldap', 'mozilliansorg', 'hris', 'access_provider', 'cis']
const jwks = () => fileOf('keys.json', JSON.stringify(jwksOf(...publishers)))
const changed = (change: (profile: Profile) => void): Profile => {
  const profile = structuredClone(signed)
  change(profile)
  return profile
}
const verify = (profile: unknown, ...args: string[]) =>
  runPersonctl(['user', 'verify', '-', '--jwks', keys, ...args], { stdin: JSON.stringify(profile) })

describe('user verify', () => {
  beforeAll(() => {
    keys = ''
  })

  it('ends with 0 for a profile whose signatures are all valid, without a network', async () => {
    keys = jwks()
    const { stdout, ...rest } = await verify(signed)
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ verified: true, profiles: 1, problems: [] })
    expect(report.signatures).toBeGreaterThan(10)
    const { stdout: table } = await verify(signed, '-o', 'table')
    expect(table).toBe(`verified    true\nprofiles    1\nsignatures  ${report.signatures}\n`)
  })

  it('takes the keys from the discovery document, too', async () => {
    keys = fileOf('iam.json', JSON.stringify({ api: { publishers_jwks: jwksOf(...publishers) } }))
    expect(await verify(signed)).toMatchObject({ exitCode: 0 })
  })

  it('ends with 10, and names attribute, publisher and reason, for what was changed after it was signed', async () => {
    keys = jwks()
    const profile = changed((one) => {
      one['staff_information'].title.value = 'Queen'
      one['first_name'].signature.publisher.value = ''
      one['last_name'].signature.publisher.name = 'nobody'
    })
    const { exitCode, stdout, stderr } = await verify(profile)
    expect({ exitCode, stderr }).toEqual({ exitCode: 10, stderr: '' })
    const { verified, problems } = JSON.parse(stdout)
    expect(verified).toBe(false)
    const { name } = profile['staff_information'].title.signature.publisher
    expect(problems).toContainEqual({
      check: 'signature',
      path: 'staff_information.title',
      publisher: name,
      reason: 'value differs from what was signed',
    })
    expect(problems).toContainEqual(
      expect.objectContaining({ path: 'first_name', check: 'signature', reason: 'it is not signed' }),
    )
    expect(problems).toContainEqual(
      expect.objectContaining({
        path: 'last_name',
        publisher: 'nobody',
        reason: 'no key of nobody is known',
      }),
    )
    expect(problems).toContainEqual(
      expect.objectContaining({
        path: 'last_name.signature.publisher.name',
        check: 'schema',
        publisher: null,
      }),
    )
    const csv = csvRecords((await verify(profile, '-o', 'csv')).stdout)
    expect(csv).toContainEqual({
      check: 'signature',
      path: 'staff_information.title',
      publisher: name,
      reason: 'value differs from what was signed',
    })
  })

  it('names the profile of a list', async () => {
    keys = jwks()
    const wrong = changed((one) => {
      one['first_name'].value = 'Augusta'
    })
    const { exitCode, stdout } = await verify([signed, wrong])
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout)).toMatchObject({ profiles: 2, problems: [{ profile: 1, path: 'first_name' }] })
  })

  it('with --against, checks what has changed against the rules, in the words of the service', async () => {
    keys = jwks()
    const against = ['--against', fileOf('old.json', JSON.stringify(signed))]
    expect(await verify(signed, ...against)).toMatchObject({ exitCode: 0 })
    const allowed = signAll(
      changed((one) => {
        one['staff_information'].title.value = 'Queen'
        one['staff_information'].title.signature.publisher.name = 'hris'
      }),
    )
    expect(await verify(allowed, ...against)).toMatchObject({ exitCode: 0 })
    const forbidden = signAll(
      changed((one) => {
        one['first_name'].value = 'Augusta'
        one['first_name'].signature.publisher.name = 'hris'
      }),
    )
    const { exitCode, stdout } = await verify(forbidden, ...against)
    expect(exitCode).toBe(10)
    expect(JSON.parse(stdout).problems).toEqual([
      {
        check: 'rules',
        path: 'first_name',
        publisher: 'hris',
        reason: '[update] hris is NOT allowed to publish field first_name',
      },
    ])
    // Alone, every publisher may change it.
    const inactive = signAll(
      changed((one) => {
        one['active'].value = !one['active'].value
        one['active'].signature.publisher.name = 'mozilliansorg'
      }),
    )
    expect(await verify(inactive, ...against)).toMatchObject({ exitCode: 0 })
  })

  it('ends with 2 if --against is another person', async () => {
    keys = jwks()
    const other = changed((one) => {
      one['user_id'].value = 'ad|Mozilla-LDAP|grace'
    })
    const outcome = await verify(signed, '--against', fileOf('old.json', JSON.stringify(other)))
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain('another person')
  })

  it('requests a person and the published keys for an id, and checks what the token sees', async () => {
    const iam = { api: { publishers_jwks: jwksOf(...publishers) } }
    const seen = changed((one) => {
      delete one['staff_information']
      delete one['uuid']
    })
    const service = await startServiceDouble({
      user: ({ url }) => ({ body: url.includes('well-known') ? iam : seen }),
    })
    const outcome = await runPersonctl(['user', 'verify', 'ada@example.org'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(outcome.stdout)).toMatchObject({ verified: true, problems: [] })
    expect(service.requests.map(({ url }) => decodeURIComponent(url).split('?')[0])).toEqual(
      expect.arrayContaining(['/v2/user/primary_email/ada%40example.org', '/.well-known/mozilla-iam']),
    )
  })

  it.each<[string, string, RegExp]>([
    ['JSON that is cut off', '{"hris": {"keys": [', /not valid JSON: line 1, column 20/],
    ['something else', '[1]', /not a key set for each publisher/],
    ['a single key set', '{"keys": []}', /not a key set for each publisher/],
  ])('ends with 2 for keys that are %s', async (_, content, message) => {
    keys = fileOf('keys.json', content)
    const outcome = await verify(signed)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
  })

  it('takes what looks like a path for a file, and sends nothing', async () => {
    const service = await startServiceDouble()
    for (const path of ['ada.jsn/x', 'nowhere.json', '/nowhere/ada']) {
      const outcome = await runPersonctl(['user', 'verify', path], { env: service.env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toBe(`${path} cannot be read: ENOENT.`)
    }
    expect(service.requests).toEqual([])
  })

  it.each(['', '[]'])('ends with 2 for %j, since nothing is verified', async (stdin) => {
    keys = jwks()
    const outcome = await runPersonctl(['user', 'verify', '-', '--jwks', keys], { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toBe('stdin has no profile, so there is nothing to verify.')
  })

  it('ends with 2 for a profile file that is cut off', async () => {
    keys = jwks()
    const stdin = JSON.stringify(signed).slice(0, 5000)
    const outcome = await runPersonctl(['user', 'verify', '-', '--jwks', keys], { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(/not valid JSON: line 1, column \d+: /)
  })
})

describe('user sign', () => {
  const sign = (profile: unknown, ...args: string[]) =>
    runPersonctl(['user', 'sign', '-', '--publisher', 'hris', ...args], {
      stdin: typeof profile === 'string' ? profile : JSON.stringify(profile),
      env: { PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris') },
    })
  const title = ['--attribute', 'staff_information.title']

  it('writes the profile with a signature that user verify accepts, and the present time', async () => {
    const edited = changed((one) => {
      one['staff_information'].title.value = 'Gräfin 👑'
    })
    const before = Date.now()
    const { stdout, ...rest } = await sign(edited, ...title)
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    const result = JSON.parse(stdout)
    const { last_modified: time } = result.staff_information.title.metadata
    expect(Date.parse(time)).toBeGreaterThanOrEqual(before)
    expect(result.staff_information.title.signature.publisher.name).toBe('hris')
    expect(Object.keys(result)).toEqual(Object.keys(edited))
    keys = jwks()
    expect(await verify(result)).toMatchObject({ exitCode: 0 })
    edited['staff_information'].title = result.staff_information.title
    expect(result).toEqual(edited)
  })

  it('signs and writes numbers with all of their digits', async () => {
    const profile = changed((one) => {
      one['usernames'].values = { id: 'DIGITS' }
    })
    const stdin = JSON.stringify(profile).replace('"DIGITS"', '12345678901234567890')
    const { stdout } = await sign(stdin, '--attribute', 'usernames')
    expect(stdout).toContain('"id": 12345678901234567890')
    keys = jwks()
    const verified = await runPersonctl(['user', 'verify', '-', '--jwks', keys], { stdin: stdout })
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true })
  })

  it('signs several attributes of several profiles', async () => {
    const { stdout } = await sign(
      [signed, signed],
      '--attribute',
      'staff_information.title,first_name',
      '-o',
      'ndjson',
    )
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows).toHaveLength(2)
    keys = jwks()
    expect(await verify(rows)).toMatchObject({ exitCode: 0 })
    for (const { first_name } of rows) expect(first_name.signature.publisher.name).toBe('hris')
  })

  it.each<[string, () => unknown, string[], RegExp, RegExp]>([
    [
      'an attribute that does not exist',
      () => signed,
      ['--attribute', 'staff_information.titel'],
      /"staff_information\.titel" does not exist/,
      /Did you mean staff_information\.title\?/,
    ],
    ['a group', () => signed, ['--attribute', 'staff_information'], /is a group/, /staff_information\.title/],
    ['no attribute', () => signed, [], /"--attribute" is required/, /./],
    [
      'a value that is null',
      () =>
        changed((one) => {
          one['staff_information'].title.value = null
        }),
      title,
      /staff_information\.title is null/,
      /give it ""/,
    ],
    [
      'metadata that would poison the record',
      () =>
        changed((one) => {
          delete one['staff_information'].title.metadata.display
        }),
      title,
      /metadata of staff_information\.title in stdin has no display/,
      /Add what is missing/,
    ],
    [
      'an attribute that is not there',
      () =>
        changed((one) => {
          delete one['staff_information'].title
        }),
      title,
      /does not have the attribute/,
      /./,
    ],
    [
      'a profile without signatures',
      () => ({ user_id: 'x', first_name: 'Ada' }),
      title,
      /no signatures and metadata/,
      /--raw/,
    ],
    ['a file that is cut off', () => '{"user_id": {"va', title, /not valid JSON/, /./],
  ])('ends with 2 for %s', async (_, profile, args, message, hint) => {
    const outcome = await sign(profile(), ...args)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const error = jsonError(outcome)
    expect(error.message).toMatch(message)
    expect(String(error.hint)).toMatch(hint)
  })

  it('ends with 2 for a publisher that does not exist', async () => {
    const outcome = await runPersonctl(['user', 'sign', '-', '--publisher', 'hriss', ...title], {
      stdin: JSON.stringify(signed),
      env: { PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris') },
    })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain('hriss')
  })

  it('ends with 2 if no publisher is given, and names all of them', async () => {
    const outcome = await runPersonctl(['user', 'sign', '-', ...title], { stdin: JSON.stringify(signed) })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).hint).toContain('access_provider')
  })
})
