import { describe, expect, it } from 'vitest'
import { currentExample, examples } from '../helpers/dabpExamples.ts'
import { parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startDabpDouble } from './helpers/dabpDouble.ts'
import { clientSecret } from './helpers/serviceDouble.ts'

const ada = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'
const path = `/delegation/api/v2/people/${ada}/report`

describe('report get', () => {
  it.each(examples)("prints the documentation's example %s without loss", async (_, example) => {
    const { env, requests } = await startDabpDouble({ report: () => ({ body: example }) })
    const { stdout, ...rest } = await runPersonctl(['report', 'get', ada], { env })
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual(example)
    const [token, report] = requests
    expect(token?.body).toContain('scope=dabp_person_report')
    expect(token?.headers.authorization).toMatch(/^Basic /)
    expect(report?.url).toBe(path)

    const lines = (await runPersonctl(['report', 'get', ada, '-o', 'ndjson'], { env })).stdout
      .trimEnd()
      .split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(example.groups)
  })

  it('sends no activity update with --skip-updating-activity', async () => {
    const { env, requests } = await startDabpDouble()
    await runPersonctl(['report', 'get', ada, '--skip-updating-activity'], { env })
    expect(requests[1]?.url).toBe(`${path}?skipUpdatingActivity=true`)
  })

  it('prints a table group by group', async () => {
    const { env } = await startDabpDouble()
    const { stdout } = await runPersonctl(['report', 'get', ada, '-o', 'table'], { env })
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['GROUP', 'KIND', 'NAME', 'VALUE', 'TYPE', 'ID'],
      ['Intermediary A', 'policy', 'Pension', '77195a4e-c610-4716-b790-721a5fdde1e6'],
      ['', 'policy', 'Insurance', '6fbe9789-ee84-46eb-9234-2d2d711a0328'],
      ['', 'attribute', 'salesforceId', '12345'],
      ['Intermediary B', 'policy', 'role_superuser'],
      ['', 'policy', 'Pension', '77195a4e-c610-4716-b790-721a5fdde1e6'],
      ['', 'policy', 'Insurance', '6fbe9789-ee84-46eb-9234-2d2d711a0328'],
      ['', 'resource', 'string', 'read', 'home insurance', '3fa85f64-5717-4562-b3fc-2c963f66afa6'],
      [''],
    ])
  })

  it('prints a csv row for each item without leaving one out', async () => {
    const { env } = await startDabpDouble()
    const rows = parseCsv((await runPersonctl(['report', 'get', ada, '-o', 'csv'], { env })).stdout)
    expect(rows).toHaveLength(8)
    expect(rows.at(-1)).toEqual([
      currentExample.groups?.[1]?.id,
      'Intermediary B',
      'resource',
      '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      'string',
      'read',
      '123456',
      '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      'home insurance',
    ])
  })

  it('reports that a person is in no group', async () => {
    const { env } = await startDabpDouble({ report: () => ({ body: { groups: [] } }) })
    const { exitCode, stdout, stderr } = await runPersonctl(['report', 'get', ada], { env })
    expect({ exitCode, stdout: JSON.parse(stdout) }).toEqual({ exitCode: 0, stdout: { groups: [] } })
    expect(JSON.parse(stderr)).toMatchObject({ notice: { code: 'no_groups' } })
  })

  it.each([
    ['a/b', '/delegation/api/v2/people/a%2Fb/report'],
    ['a?b=c#d', '/delegation/api/v2/people/a%3Fb%3Dc%23d/report'],
  ])('requests %s and nobody else', async (id, url) => {
    const { env, requests } = await startDabpDouble()
    expect((await runPersonctl(['report', 'get', id], { env })).exitCode).toBe(0)
    expect(requests[1]?.url).toBe(url)
  })

  it.each(['a/../b', '..'])('does not send %s, which leads to another path', async (id) => {
    const { env, requests } = await startDabpDouble()
    const { exitCode, stderr } = await runPersonctl(['report', 'get', id], { env })
    expect({ exitCode, requests }).toEqual({ exitCode: 2, requests: [] })
    expect(stderr).toContain('without the parts . and ..')
  })

  it('sends the configured tenant', async () => {
    const { env, requests } = await startDabpDouble()
    const tenant = '0f0e0d0c-0b0a-4009-8008-070605040302'
    await runPersonctl(['report', 'get', ada], { env: { ...env, PERSONCTL_DABP_TENANT_ID: tenant } })
    expect(requests[1]?.headers['tenant-id']).toBe(tenant)
  })

  it.each([
    ['an empty id', [''], {}],
    ['a blank id', ['  '], {}],
    ['no id', [], {}],
    ['no URL', [ada], { PERSONCTL_DABP_URL: '' }],
    ['a tenant that is none', [ada], { PERSONCTL_DABP_TENANT_ID: 'acme' }],
  ])('refuses %s before it sends a request', async (_, operands, settings) => {
    const { env, requests } = await startDabpDouble()
    const outcome = await runPersonctl(['report', 'get', ...operands], { env: { ...env, ...settings } })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).not.toBe('')
    expect(requests).toEqual([])
  })

  it('shows neither secret nor token with any response, even with --debug', async () => {
    const { env } = await startDabpDouble({
      report: ({ headers }) => ({
        status: 403,
        body: {
          code: 1007,
          message: `${headers.authorization} ${clientSecret}`,
          details: [headers.authorization],
        },
      }),
    })
    for (const format of ['json', 'table']) {
      const { stdout, stderr } = await runPersonctl(['report', 'get', ada, '--debug', '-o', format], { env })
      expect(stderr).toContain('dabp_person_report')
      for (const part of ['s3cr', 't0ken']) expect(stdout + stderr).not.toContain(part)
    }
  })
})

describe('report get of several people', () => {
  const grace = '0b9a3a4e-9e5c-5d54-9d4e-1a2b3c4d5e6f'
  const report = ({ url }: { url: string }) => ({
    body: url.includes('nobody')
      ? { code: 1, message: 'Person not found' }
      : url.includes(grace)
        ? { groups: [] }
        : currentExample,
    status: url.includes('nobody') ? 404 : 200,
  })

  it('prints a report for each, with its id', async () => {
    const { env } = await startDabpDouble({ report })
    const expected = [
      { referenceId: ada, ...currentExample },
      { referenceId: grace, groups: [] },
    ]
    const { stdout, ...rest } = await runPersonctl(['report', 'get', ada, '-'], { env, stdin: `${grace}\n` })
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual(expected)
    const csv = `id\n${ada}\n${grace}\n`
    const lines = await runPersonctl(['report', 'get', '--from-csv', '-:id', '-o', 'ndjson'], {
      env,
      stdin: csv,
    })
    expect(
      lines.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(expected)
  })

  it('prints rows with the id of the person in csv, text and tables, and one for a person in no group', async () => {
    const { env } = await startDabpDouble({ report })
    const run = async (format: string) =>
      (await runPersonctl(['report', 'get', ada, grace, '-o', format], { env })).stdout
    const [header, ...rows] = parseCsv(await run('csv'))
    expect(header?.slice(0, 4)).toEqual(['referenceId', 'groupId', 'group', 'kind'])
    expect(rows.map(([id]) => id)).toEqual([...Array(7).fill(ada), grace])
    expect(await run('text')).toContain(`${ada}\tIntermediary B\tpolicy\trole_superuser\t\t\t\n`)
    expect((await run('table')).split('\n').at(-2)).toMatch(new RegExp(`^${grace}`))
  })

  it('leaves out with --keep-going those who are not found', async () => {
    const { env } = await startDabpDouble({ report })
    const args = ['report', 'get', ada, 'nobody', grace, '--keep-going', '--query', '[].referenceId']
    const { exitCode, stdout, stderr } = await runPersonctl(args, { env })
    expect({ exitCode, ids: JSON.parse(stdout) }).toEqual({ exitCode: 3, ids: [ada, grace] })
    expect(stderr).toContain('"id":"nobody"')
  })

  it('sends UUIDs in small letters, and other ids as they are', async () => {
    const { env, requests } = await startDabpDouble({ report })
    await runPersonctl(['report', 'get', ada.toUpperCase(), 'Ada'], { env })
    expect(requests.slice(1).map(({ url }) => url)).toEqual(
      expect.arrayContaining([path, '/delegation/api/v2/people/Ada/report']),
    )
  })
})
