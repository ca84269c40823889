// The post step of the action, of failed jobs only: prints the journals of the mock, and what it has written.
import { existsSync, readFileSync } from 'node:fs'
import { get as getPlain } from 'node:http'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'

const { STATE_url: url = '', STATE_log: log = '', STATE_token: token = '', STATE_ca: ca = '' } = process.env

const say = (text) => process.stdout.write(`${text}\n`)

/** Returns what an admin route responds with. */
function ask(path, session) {
  const headers = {
    ...(token === '' ? {} : { 'x-personctl-admin-token': token }),
    ...(session === undefined ? {} : { 'x-personctl-session': encodeURIComponent(session) }),
  }
  const options = {
    headers,
    timeout: 10_000,
    ...(ca !== '' && existsSync(ca) ? { ca: readFileSync(ca) } : {}),
  }
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? get : getPlain
    const request = send(`${url}/__admin${path}`, options, async (response) => {
      const body = await text(response)
      if (response.statusCode === 200) resolve(JSON.parse(body))
      else reject(new Error(`it responds with ${response.statusCode}: ${body.slice(0, 500)}`))
    })
    request.on('timeout', () => request.destroy(new Error('it does not respond')))
    request.on('error', reject)
  })
}

/** Returns a line about a request. */
function describe({ id, method, path, query, status, client, fault, refusal, nearest }) {
  const parts = [
    `${id} ${method} ${path}${query ? `?${typeof query === 'string' ? query : new URLSearchParams(query)}` : ''} ${status ?? 'no response'}`,
    client ? `client ${client}` : '',
    fault ? `fault ${fault}` : '',
    refusal ? `${refusal.code}: ${refusal.description}` : '',
    nearest ? `nearest ${JSON.stringify(nearest)}` : '',
  ]
  return parts.filter(Boolean).join('; ')
}

/** Prints a part of the report, folded. What the mock has seen must not be taken for commands of the runner. */
function print(title, content) {
  const stop = `stop-${Math.random().toString(36).slice(2)}`
  say(`::group::${title}`)
  say(`::stop-commands::${stop}`)
  say(content === '' ? '(nothing)' : content)
  say(`::${stop}::`)
  say('::endgroup::')
}

const requestLimit = 1000

async function printJournals() {
  const { sessions } = await ask('/sessions')
  for (const session of [undefined, ...sessions.map(({ name }) => name)]) {
    const { requests } = await ask(`/requests?limit=${requestLimit}`, session)
    print(
      session === undefined
        ? 'Requests that personctl-mock got'
        : `Requests in the session ${JSON.stringify(session)}`,
      requests.map(describe).join('\n'),
    )
  }
}

if (url !== '') {
  await printJournals().catch((error) => print('The journal of personctl-mock cannot be read', error.message))
  print('What personctl-mock wrote', existsSync(log) ? readFileSync(log, 'utf8').trim() : '')
}
