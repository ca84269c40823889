import { createDabpClient, staticToken } from '@personctl/sdk'
import { expect, it } from 'vitest'
import { currentExample, examples, olderExample } from '../helpers/dabpExamples.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { dabpSettings } from './helpers/dabpSettings.ts'

const ada = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'
const grace = '7c3b2a19-0f0e-4d0c-8b0a-090807060504'
const data = { dabp: { people: { [ada]: currentExample, [grace]: olderExample } } }

it("personctl report get prints the documentation's examples from a data file without loss", async () => {
  const mock = await startMock({ data })
  const env = dabpSettings(mock.url)
  for (const [index, id] of [ada, grace].entries()) {
    const { stdout, ...rest } = await runPersonctl(['report', 'get', id], { env })
    expect(rest).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual(examples[index]?.[1])
  }
})

it('personctl report decode reads and verifies the same report in a token from signing in', async () => {
  // The generated reports are too large for an ID token.
  const mock = await startMock({ data })
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = await (
    await fetch(`${mock.url}/oauth/.well-known/openid-configuration`)
  ).json()
  const begun = {
    response_type: 'code',
    client_id: 'demo',
    redirect_uri: 'https://app.example/',
    scope: 'openid',
  }
  const location = await fetch(`${authorization_endpoint}?${new URLSearchParams(begun)}`, {
    redirect: 'manual',
  })
  const code = new URL(location.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const client = { client_id: 'demo', client_secret: 'demo-secret', redirect_uri: begun.redirect_uri }
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, ...client })
  const { id_token, access_token } = await (
    await fetch(token_endpoint, { method: 'POST', body: form })
  ).json()

  const { sub } = JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url').toString())
  const { stdout: report } = await runPersonctl(['report', 'get', sub], { env: dabpSettings(mock.url) })
  expect(JSON.parse(report).groups.length).toBeGreaterThan(0)
  const decode = ['report', 'decode', '-']
  expect((await runPersonctl(decode, { stdin: id_token })).stdout).toBe(report)
  const verify = [...decode, '--jwks', jwks_uri, '--issuer', issuer, '--audience', 'demo']
  expect(await runPersonctl(verify, { stdin: id_token })).toEqual({ exitCode: 0, stdout: report, stderr: '' })
  const claims = await (
    await fetch(`${mock.url}/oauth/v1/userinfo`, { headers: { authorization: `Bearer ${access_token}` } })
  ).text()
  expect((await runPersonctl(decode, { stdin: claims })).stdout).toBe(report)

  // That token is of a person, and reports are for programs.
  const dabp = createDabpClient({ baseUrl: mock.url, auth: staticToken(access_token) })
  await expect(dabp.people.getReport(sub)).rejects.toMatchObject({
    name: 'AuthenticationError',
    code: 'token_rejected',
  })
})

it('personctl report --demo prints reports and a token without network and configuration', async () => {
  const { stdout: profile } = await runPersonctl(['user', 'get', 'ada.lovelace@example.org', '--demo'])
  const { uuid } = JSON.parse(profile)
  const { exitCode, stdout } = await runPersonctl(['report', 'get', uuid, '--demo'])
  const { groups } = JSON.parse(stdout)
  expect([exitCode, groups.length > 0]).toEqual([0, true])
  const superuser = await runPersonctl(['report', 'check', uuid, '--superuser', '--demo', '--explain'])
  expect(superuser.exitCode).toBe(0)
  expect(JSON.parse(superuser.stdout)).toMatchObject({
    granted: true,
    because: expect.stringContaining('role_superuser'),
  })
  const token = await runPersonctl(['token', 'get', '--service', 'dabp', '--demo', '-o', 'json'])
  expect(JSON.parse(token.stdout)).toMatchObject({ scope: 'dabp_person_report', token_type: 'Bearer' })
})
