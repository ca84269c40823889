import { profileAttributes, visibleAttributes } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { csvRecords } from '../helpers/parseCsv.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const explain = (...args: string[]) => runPersonctl(['scopes', 'explain', ...args])
const scopesFor = (...args: string[]) => runPersonctl(['scopes', 'for', ...args])

describe('scopes explain', () => {
  const scopes = ['classification:workgroup', 'display:none']

  it('prints for every attribute whether it is visible or why not, in every format', async () => {
    const { stdout, ...rest } = await explain(...scopes)
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    const attributes = JSON.parse(stdout)
    expect(attributes).toEqual(visibleAttributes(scopes))
    expect(attributes).toHaveLength(profileAttributes.length)
    expect(parseYaml((await explain(...scopes, '-o', 'yaml')).stdout)).toEqual(attributes)
    const lines = (await explain(...scopes, '-o', 'ndjson')).stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(attributes)
    const title = {
      path: 'staff_information.title',
      visible: 'false',
      classification: 'MOZILLA CONFIDENTIAL',
      display: 'ndaed',
      missing_scopes: 'classification:mozilla_confidential display:ndaed',
      because: 'classification display',
    }
    expect(csvRecords((await explain(...scopes, '-o', 'csv')).stdout)).toContainEqual(title)
    expect((await explain(...scopes, '-o', 'table')).stdout).toMatch(
      /^staff_information\.title +false +MOZILLA CONFIDENTIAL +ndaed +classification:mozilla_confidential display:ndaed +classification display$/m,
    )
  })

  it('accepts scopes as they are pasted, and an empty list', async () => {
    const one = await explain(` ${scopes.join('  ')} `)
    expect(one.stdout).toBe((await explain(...scopes)).stdout)
    expect(JSON.parse((await explain('')).stdout)).toEqual(visibleAttributes([]))
  })

  it('applies --display', async () => {
    const records = csvRecords((await explain('display:all', '--display', 'staff', '-o', 'csv')).stdout)
    const userId = records.find(({ path }) => path === 'user_id')
    expect(userId).toMatchObject({ visible: 'false', missing_scopes: '', because: 'filterDisplay' })
  })

  it('prints one half with --visible and the other with --hidden', async () => {
    const all = JSON.parse((await explain(...scopes)).stdout)
    const visible = JSON.parse((await explain(...scopes, '--visible')).stdout)
    const hidden = JSON.parse((await explain(...scopes, '--hidden')).stdout)
    const isVisible = (attribute: { visible: boolean }) => attribute.visible
    expect(visible).toEqual(all.filter(isVisible))
    expect(hidden).toEqual(all.filter((attribute: { visible: boolean }) => !attribute.visible))
    expect(await explain(...scopes, '--visible', '--hidden')).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('warns of an unknown scope, and suggests the nearest', async () => {
    const { exitCode, stdout, stderr } = await explain('display:stuff', 'display:none', 'bogus')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual(visibleAttributes(['display:none']))
    const notices = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).notice)
    expect(notices).toMatchObject([
      {
        code: 'unknown_scope',
        message: expect.stringContaining('display:stuff'),
        hint: 'Did you mean display:staff?',
      },
      { code: 'unknown_scope', message: expect.stringContaining('bogus') },
    ])
    const forPeople = await explain('display:stuff', '-o', 'table')
    expect(forPeople.stderr).toMatch(
      /^personctl: The scope display:stuff does not exist .*Did you mean display:staff\?\n$/,
    )
  })

  it.each(['display:private', 'classification:public', 'display:public'])(
    'reports that %s has no effect',
    async (scope) => {
      const { exitCode, stdout, stderr } = await explain(scope, '-o', 'table')
      expect(exitCode).toBe(0)
      expect(stderr).toMatch(new RegExp(`^personctl: The scope ${scope} has no effect: .+\n$`))
      expect(stdout).toBe((await explain('', '-o', 'table')).stdout)
    },
  )

  it('requires a scope', async () => {
    expect(await explain()).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await explain('display:none', '--display', 'secret')).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

describe('scopes for', () => {
  const attributes = ['staff_information.title', 'primary_email']
  const least = ['classification:mozilla_confidential', 'display:ndaed', 'display:none']

  it('prints one line for people and a list for programs', async () => {
    expect(await scopesFor(...attributes, '-o', 'table')).toEqual({
      exitCode: 0,
      stdout: `${least.join(' ')}\n`,
      stderr: '',
    })
    expect(JSON.parse((await scopesFor(...attributes)).stdout)).toEqual(least)
    expect(parseYaml((await scopesFor(...attributes, '-o', 'yaml')).stdout)).toEqual(least)
    expect((await scopesFor(...attributes, '-o', 'ndjson')).stdout).toBe(
      least.map((scope) => `"${scope}"\n`).join(''),
    )
    expect(csvRecords((await scopesFor(...attributes, '-o', 'csv')).stdout)).toEqual(
      least.map((scope) => ({ scope })),
    )
  })

  it('prints scopes that scopes explain finds sufficient, for every attribute', async () => {
    const every = profileAttributes.map(({ path }) => path)
    const { stdout } = await scopesFor(every.join(' '), '-o', 'table')
    expect(JSON.parse((await explain(stdout, '--hidden')).stdout)).toEqual([])
  })

  it('accepts a group in place of its attributes', async () => {
    const group = profileAttributes.filter(({ group }) => group === 'identities').map(({ path }) => path)
    expect((await scopesFor('identities')).stdout).toBe((await scopesFor(...group)).stdout)
  })

  it('reports that no scope is needed', async () => {
    const { exitCode, stdout, stderr } = await scopesFor('uuid')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual([])
    expect(JSON.parse(stderr).notice).toMatchObject({ code: 'no_scope_needed' })
  })

  it.each([
    ['staff_information.titel', 'staff_information.title'],
    ['title', 'staff_information.title'],
    ['Primary_Email', 'primary_email'],
    ['identites', 'identities'],
  ])('refuses %s, and suggests %s', async (attribute, suggestion) => {
    const outcome = await scopesFor('uuid', attribute)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ hint: `Did you mean ${suggestion}?` })
    expect(jsonError(outcome).message).toContain(attribute)
  })

  it('requires an attribute', async () => {
    expect(await scopesFor()).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await scopesFor(' ')).toMatchObject({ exitCode: 2, stdout: '' })
  })
})
