import type { MockInProcess, MockOptions } from '../../helpers/mockInProcess.ts'
import { mockWith, origin } from '../../helpers/mockInProcess.ts'

export type Fields = Readonly<Record<string, string>>

export const demo: Fields = { client_id: 'demo', client_secret: 'demo-secret' }

/** Sends a form. */
export const post = (mock: MockInProcess, url: string, fields: Fields): Promise<Response> =>
  mock.send(url, { method: 'POST', body: new URLSearchParams(fields) })

/** An access token of a program at OneWelcome; with the scope of reports unless told otherwise. */
export async function machineToken(mock: MockInProcess, fields: Fields = {}): Promise<string> {
  const wish = { grant_type: 'client_credentials', scope: 'dabp_person_report', ...demo, ...fields }
  const answer = await post(mock, `${origin}/oauth/v1/token`, wish)
  const body = await answer.json()
  if (typeof body.access_token !== 'string') throw new Error(`No token: ${JSON.stringify(body)}`)
  return body.access_token
}

/** The address of a report. */
export const reportUrl = (referenceId: string, query = ''): string =>
  `${origin}/delegation/api/v2/people/${encodeURIComponent(referenceId)}/report${query}`

/** A mock, and how to ask it for reports with a token that opens them. */
export async function reportingMock(options?: MockOptions): Promise<{
  mock: MockInProcess
  ask(referenceId: string, init?: RequestInit, query?: string): Promise<Response>
}> {
  const mock = mockWith(options)
  const authorization = `Bearer ${await machineToken(mock)}`
  return {
    mock,
    ask: (referenceId, init = {}, query = '') =>
      mock.send(reportUrl(referenceId, query), { ...init, headers: { authorization, ...init.headers } }),
  }
}

/** The uuid of a person in CIS, which is their reference id in DABP. */
export async function uuidOf(mock: MockInProcess, email: string): Promise<string> {
  const authorization = `Bearer ${await mock.token()}`
  const answer = await mock.ask(authorization, `${origin}/v2/user/primary_email/${email}?active=any`)
  return (await answer.json()).uuid.value
}
