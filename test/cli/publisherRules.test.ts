import { describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const rules = (...args: string[]) => runPersonctl(['publisher', 'rules', ...args])

describe('publisher rules', () => {
  it('says who may create an attribute, who may change it, and who may change its display', async () => {
    const { stdout, ...rest } = await rules('staff_information.title')
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual([
      {
        attribute: 'staff_information.title',
        create: ['ldap', 'hris'],
        update: 'hris',
        metadata: ['mozilliansorg', 'hris'],
        note: null,
      },
    ])
  })

  it('says it of all attributes in the order of a profile, and of those in a group', async () => {
    const all = JSON.parse((await rules()).stdout)
    expect(all).toHaveLength(53)
    expect(all[0]).toMatchObject({ attribute: 'uuid', create: ['cis'], update: null })
    const group = JSON.parse((await rules('access_information')).stdout)
    expect(
      group.map(({ attribute, update }: { attribute: string; update: string }) => [attribute, update]),
    ).toEqual([
      ['access_information.ldap', 'ldap'],
      ['access_information.mozilliansorg', 'mozilliansorg'],
      ['access_information.hris', 'hris'],
      ['access_information.access_provider', 'access_provider'],
    ])
  })

  it('shows the hosted rules, which the service does not read, on request', async () => {
    const create = async (...args: string[]) =>
      JSON.parse((await rules('ssh_public_keys', ...args)).stdout)[0].create
    expect(await create()).toEqual(['ldap'])
    expect((await create('--rules', 'hosted')).sort()).toEqual(['ldap', 'mozilliansorg'])
  })

  it('shows only what a publisher may create or change', async () => {
    const rows = csvRecords((await rules('--publisher', 'hris', '-o', 'csv')).stdout)
    expect(rows.length).toBeGreaterThan(10)
    for (const { create, update } of rows) expect(`${create} ${update}`).toContain('hris')
    const none = await rules('fun_title', '--publisher', 'hris')
    expect(none).toMatchObject({ exitCode: 0, stdout: '[]\n' })
    expect(JSON.parse(none.stderr).notice.message).toBe('hris may neither create nor change fun_title.')
  })

  it.each([
    ['titel', 'Did you mean staff_information.title?'],
    ['first_nam', 'Did you mean first_name?'],
    ['nothing_like_it_at_all', 'personctl publisher rules lists all attributes.'],
  ])('ends with 2 for the unknown attribute %s, and names the nearest', async (attribute, hint) => {
    const outcome = await rules(attribute)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: `The argument: the attribute "${attribute}" does not exist.`,
      hint,
    })
  })
})
