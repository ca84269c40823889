// Runs the programs of documents one after the other, with mocks of the services in front of the network, and prints a line of
// JSON: what each has printed, and the error that ended it.
//
//   node documentRunner.mjs NAMES PROGRAM...
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { createPersonMock, startMockServer } from '@personctl/mock-server'
import * as sdk from '@personctl/sdk'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

const [namesFile, ...programs] = process.argv.slice(2)
const server = setupServer(...createPersonMock({ hosts: ['https://dabp.onegini.com'] }).handlers)
server.listen({
  onUnhandledRequest({ url }, { error }) {
    if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname)) error()
  },
})
process.argv.length = 2

const outcomes = []
for (const [index, program] of programs.entries()) {
  // New ones for each, since a program may close its clients.
  const names = await import(`${pathToFileURL(namesFile).href}?${index}`)
  Object.assign(globalThis, {
    ...sdk,
    createPersonMock,
    startMockServer,
    HttpResponse,
    http,
    setupServer,
    ...names,
  })
  const { url, tokenUrl, audience } = names.mock.services.cis
  const { clientId: PERSONCTL_CIS_CLIENT_ID, clientSecret: PERSONCTL_CIS_CLIENT_SECRET } = names
  const settings = {
    PERSONCTL_CIS_URL: url,
    PERSONCTL_CIS_TOKEN_URL: tokenUrl,
    PERSONCTL_CIS_AUDIENCE: audience,
  }
  Object.assign(process.env, settings, { PERSONCTL_CIS_CLIENT_ID, PERSONCTL_CIS_CLIENT_SECRET })
  const output = []
  const print = (...values) => void output.push(format(...values))
  Object.assign(console, { log: print, error: print, warn: print, debug: print, info: print })
  process.exitCode = 0
  try {
    await import(pathToFileURL(program).href)
    outcomes.push({ output })
  } catch (error) {
    outcomes.push({ output, error: error.stack })
  }
  await names.mock.close()
}
server.close()
process.stdout.write(`${JSON.stringify(outcomes)}\n`, () => process.exit(0))
