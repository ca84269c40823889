import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createAdminClient } from '@personctl/mock-server'
import { clientCredentials, createCisClient, fromEnvironment, isPersonctlError } from '@personctl/sdk'
import { createClient } from 'redis'
import { redisCache } from './redisCache.ts'
import { syncPeople } from './sync.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightly-sync-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const settings = { ...fromEnvironment('cis'), retry: false as const }
const admin = createAdminClient({ url: process.env['PERSONCTL_MOCK_URL'] ?? '' })

test('everybody is written once each night, despite a failure in each', async () => {
  const cis = createCisClient(settings)
  const everybody = (await cis.users.list().toArray()).map(({ user_id }) => user_id?.value).sort()
  const file = join(folder, 'people.ndjson')
  for (const after of [2, 5, 9]) {
    await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'reset' }, after, times: 1 })
    await assert.rejects(syncPeople(cis, file), isPersonctlError)
    await syncPeople(cis, file)
    const written = readFileSync(file, 'utf8').trimEnd().split('\n')
    assert.deepEqual(written.map((line) => JSON.parse(line).user_id).sort(), everybody)
  }
})

const hasRedis = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

test('processes share a token by Redis, only with the secret, and do without Redis', {
  skip: !hasRedis,
}, async () => {
  const socket = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder]
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const chunk of server.stdout) if (String(chunk).includes('eady to accept connections')) break
  const redis = createClient({ socket: { path: socket, reconnectStrategy: 1000 } })
  redis.on('error', () => {})
  await redis.connect()
  try {
    const get = async (clientSecret: string) => {
      const tokenUrl = process.env['PERSONCTL_CIS_TOKEN_URL']
      const auth = clientCredentials({ clientId: 'demo', clientSecret, tokenUrl, cache: redisCache(redis) })
      const cis = createCisClient({ ...settings, auth })
      return cis.users.get({ primaryEmail: 'ada.lovelace@example.org' })
    }
    const tokens = () => admin.requests.count({ operation: 'requestToken' })
    await get('demo-secret')
    const before = await tokens()
    await get('demo-secret')
    assert.equal(await tokens(), before)
    await assert.rejects(get('wrong'), { code: 'token_refused' })
    server.kill('SIGKILL')
    await once(server, 'exit')
    assert.equal((await get('demo-secret')).first_name?.value, 'Ada')
  } finally {
    server.kill('SIGKILL')
    redis.destroy()
  }
})
