import { expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startPagedService } from './helpers/pagedService.ts'

const list = ['user', 'list', '-o', 'ndjson']
const namesIn = (ndjson: string): string[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).first_name)

it('user list reports how to resume if it runs out of time', async () => {
  const service = await startPagedService([3, 2], (count) => (count === 2 ? 'never' : undefined))
  const outcome = await runPersonctl([...list, '--timeout', '5'], { env: service.env })
  expect(outcome.exitCode).toBe(7)
  expect(namesIn(outcome.stdout)).toEqual(['p0', 'p1', 'p2'])
  expect(jsonError(outcome).resumeToken).toMatch(/^[\w-]+$/)
})

it('user list reports the token that it began with if its first page fails', async () => {
  const service = await startPagedService([3, 2])
  const { stderr } = await runPersonctl([...list, '--limit', '1'], { env: service.env })
  const token = JSON.parse(stderr).notice.resumeToken
  const broken = await startPagedService([3, 2], () => ({ status: 400, body: {} }))
  const outcome = await runPersonctl([...list, '--start-at', token], { env: broken.env })
  expect(outcome).toMatchObject({ stdout: '' })
  expect(jsonError(outcome).resumeToken).toBe(token)
})

it('user list offers no resume token if the service repeats a page', async () => {
  const circle = { Items: [], nextPage: { id: '1' } }
  const service = await startPagedService([3, 2], (count) => (count === 1 ? undefined : { body: circle }))
  const outcome = await runPersonctl(list, { env: service.env })
  expect(outcome.exitCode).toBe(8)
  expect(jsonError(outcome)).toMatchObject({ code: 'repeated_page' })
  expect(outcome.stderr).not.toContain('--start-at')
})
