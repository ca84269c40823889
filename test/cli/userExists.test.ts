import { expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const exists = (cis: boolean, ldap: boolean) =>
  startServiceDouble({ user: () => ({ body: { exists: { cis, ldap } } }) })

it.each([
  [true, true, 0],
  [true, false, 0],
  [false, true, 10],
  [false, false, 10],
])(
  'user exists prints cis: %s and ldap: %s, and ends with %i without credentials',
  async (cis, ldap, exitCode) => {
    const { origin, requests } = await exists(cis, ldap)
    const args = ['user', 'exists', 'a+b@example.org']
    const env = { PERSONCTL_CIS_URL: origin }
    const { stdout, ...rest } = await runPersonctl(args, { env })
    expect(rest).toEqual({ exitCode, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ cis, ldap })
    expect(requests.map(({ url }) => url)).toEqual(['/v2/user/metadata/a%2Bb%40example.org'])
    expect(requests[0]?.headers.authorization).toBe(undefined)
    expect((await runPersonctl([...args, '-o', 'table'], { env })).stdout).toBe(
      `cis   ${cis}\nldap  ${ldap}\n`,
    )
    expect((await runPersonctl([...args, '-o', 'csv'], { env })).stdout).toBe(
      `cis,ldap\r\n${cis},${ldap}\r\n`,
    )
  },
)

it('user exists ends neither with 0 nor with 10 if the service fails', async () => {
  const { origin } = await startServiceDouble({ user: () => ({ status: 400, body: {} }) })
  const outcome = await runPersonctl(['user', 'exists', 'a@example.org'], {
    env: { PERSONCTL_CIS_URL: origin },
  })
  expect(outcome.stdout).toBe('')
  expect([0, 10]).not.toContain(outcome.exitCode)
})

it('user exists ends with 2 for an empty e-mail', async () => {
  expect(await runPersonctl(['user', 'exists', ''])).toMatchObject({ exitCode: 2, stdout: '' })
})

it.each(['ada', 'not an email', '/'])('user exists sends nothing for %s, which has no @', async (text) => {
  const { origin, requests } = await exists(true, true)
  const outcome = await runPersonctl(['user', 'exists', text], { env: { PERSONCTL_CIS_URL: origin } })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome)).toMatchObject({
    message: `The e-mail ${JSON.stringify(text)} has no @.`,
    hint: 'Give a primary e-mail. To look up other ids, use user get.',
  })
  expect(requests).toEqual([])
})
