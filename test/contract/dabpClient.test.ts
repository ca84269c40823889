import {
  clientCredentials,
  createDabpClient,
  type FetchInit,
  groupsOf,
  hasPolicy,
  isSuperuser,
} from '@personctl/sdk'
import { expect, test } from 'vitest'
import { mockWith, origin } from '../helpers/mockInProcess.ts'
import { openapiContract } from '../helpers/openapiContract.ts'
import { describedRequest, seenRequest } from '../sdk/helpers/fakeService.ts'

const contract = await openapiContract('dabp.yaml')

test.each([
  ['where it always is', {}],
  ['discovered', { issuer: `${origin}/oauth` }],
])(
  'the DABP client fetches reports of the mock in documented requests, with a token endpoint %s',
  async (_, settings) => {
    const mock = mockWith({ people: 30 })
    const fetch = async (url: string, init: FetchInit) => {
      contract.expectRequestToMatch(describedRequest(seenRequest(url, init)))
      const response = await mock.send(url, init)
      await contract.expectAnswerToMatch(init.method, new URL(url).pathname, response)
      return response
    }
    const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' })
    const dabp = createDabpClient({ baseUrl: origin, auth, fetch, ...settings })
    const people = await (
      await mock.ask(`Bearer ${await mock.token()}`, `${origin}/v2/users?active=any`)
    ).json()
    const ids: string[] = people.Items.map((profile: { uuid: { value: string } }) => profile.uuid.value)
    expect(ids.length).toBeGreaterThan(20)
    const reports = await Promise.all(ids.map((id) => dabp.people.getReport(id)))

    expect(reports.filter((report) => isSuperuser(report))).not.toEqual([])
    for (const report of reports) {
      for (const { id = '', policies = [] } of groupsOf(report)) {
        const policy = policies.find((one) => one.id !== undefined)
        if (policy?.id !== undefined) expect(hasPolicy(report, policy.id, { group: id })).toBe(true)
      }
    }
    await expect(dabp.people.getReport('nobody')).rejects.toMatchObject({
      name: 'NotFoundError',
      status: 404,
    })
  },
)
