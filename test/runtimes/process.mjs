// Runs the steps in Node.js or Bun, over both transports: `process.mjs URL`.
import { createUndiciFetch } from '@personctl/sdk/node'
import { smoke } from './smoke.mjs'

const [url = ''] = process.argv.slice(2)
const undiciFetch = createUndiciFetch()
const steps = await smoke(url)
await smoke(url, undiciFetch)
await undiciFetch.close()
console.log(JSON.stringify(steps))
