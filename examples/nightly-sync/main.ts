import { clientCredentials, createCisClient, fromEnvironment } from '@personctl/sdk'
import { createClient } from 'redis'
import { redisCache } from './redisCache.ts'
import { syncPeople } from './sync.ts'

const [file = 'people.ndjson'] = process.argv.slice(2)
const redis = createClient({
  url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379',
  socket: { reconnectStrategy: false },
  disableOfflineQueue: true,
})
redis.on('error', () => {})
await redis
  .connect()
  .catch(({ message }) => console.error(`No token is shared, since Redis is away: ${message}`))

const { PERSONCTL_CIS_CLIENT_ID, PERSONCTL_CIS_CLIENT_SECRET, PERSONCTL_CIS_TOKEN_URL } = process.env
const cis = createCisClient({
  ...fromEnvironment('cis'),
  auth: clientCredentials({
    clientId: PERSONCTL_CIS_CLIENT_ID ?? '',
    clientSecret: PERSONCTL_CIS_CLIENT_SECRET ?? '',
    tokenUrl: PERSONCTL_CIS_TOKEN_URL,
    audience: process.env['PERSONCTL_CIS_AUDIENCE'],
    cache: redisCache(redis),
  }),
})
console.log(`${await syncPeople(cis, file)} people are in ${file}.`)
await cis.close()
redis.destroy()
