// The main step of the action: installs the mock, starts it, and tells later steps where it is.
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const { env } = process

/** Writes a line before anything else happens, also if this process ends now. */
const say = (text) => writeSync(1, `${text}\n`)

/** @param {string} name */
const input = (name) => env[`INPUT_${name.toUpperCase()}`]?.trim() ?? ''

/** Writes a line on stdout that the runner shows as an error, and ends the step. */
function fail(message) {
  say(
    `::error title=personctl-mock::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`,
  )
  process.exit(1)
}

/**
 * Splits flags at blanks, except in quotes.
 *
 * @param {string} text
 * @returns {string[]}
 */
function splitWords(text) {
  const word = /(?:[^\s"']|"[^"]*"|'[^']*')+/g
  if (text.replaceAll(word, '').trim() !== '') fail(`the flags have a quote without an end: ${text}`)
  const words = text.match(word) ?? []
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single))
}

/** A registry that does not respond must not take the whole time of the job. */
const installationLimitMs = 5 * 60_000

/** Installs the mock; returns the path of its command. */
function install(folder, version) {
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact']
  // npm is a script for a shell on Windows.
  const shell = process.platform === 'win32'
  const { error, status } = spawnSync('npm', [...args, `@personctl/mock-server@${version}`], {
    stdio: 'inherit',
    shell,
    timeout: installationLimitMs,
    killSignal: 'SIGKILL',
  })
  if (error?.code === 'ETIMEDOUT')
    fail(
      `npm did not install @personctl/mock-server@${version} within ${installationLimitMs / 60_000} minutes`,
    )
  if (error?.code === 'ENOENT')
    fail('npm is missing: install Node.js in the container of the job, for example with actions/setup-node')
  if (status !== 0) fail(`npm could not install @personctl/mock-server@${version}`)
  return join(folder, 'node_modules/@personctl/mock-server/bin/personctl-mock.js')
}

/**
 * Reads the variables of a file that is written for a shell.
 *
 * @param {string} file
 * @returns {Map<string, string>}
 */
function readVariables(file) {
  const pairs = readFileSync(file, 'utf8').matchAll(/^(\w+)=((?:'[^']*'|\\'|[^'\n\\])*)$/gm)
  return new Map(
    [...pairs].map(([, name, value]) => [
      name,
      value.replaceAll(/'([^']*)'|\\(')/g, (_, quoted, quote) => quoted ?? quote),
    ]),
  )
}

/** Appends a value to one of the files in which the runner collects values of a step. */
function set(file, name, value) {
  const end = `end-${randomUUID()}`
  appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`)
}

const version = input('version')
if (!/^[\w.^~-]+$/.test(version)) fail(`the version is invalid: ${version}`)
const timeoutSeconds = Number(input('timeout'))
if (!(timeoutSeconds > 0)) fail(`timeout must be a number of seconds, not "${input('timeout')}"`)
const flags = splitWords(input('flags'))

const folder = mkdtempSync(join(env.RUNNER_TEMP, 'personctl-mock-'))
const command = install(folder, version)
const ready = join(folder, 'ready.env')
const log = join(folder, 'log')
const output = openSync(log, 'a')
const mock = spawn(process.execPath, [command, '--port', '0', ...flags, '--ready-file', ready], {
  detached: true,
  windowsHide: true,
  stdio: ['ignore', output, output],
})
let ended = false
mock.on('exit', () => {
  ended = true
})
mock.on('error', (error) => fail(`the mock cannot be started: ${error.message}`))

const latest = Date.now() + timeoutSeconds * 1000
while (!existsSync(ready) && !ended && Date.now() < latest)
  await new Promise((resolve) => setTimeout(resolve, 50))
if (!existsSync(ready)) {
  if (!ended) mock.kill('SIGKILL')
  const reason = ended ? 'the mock did not start' : `the mock was not ready after ${timeoutSeconds} seconds`
  fail(`${reason}: ${readFileSync(log, 'utf8').trim() || 'it wrote nothing'}`)
}
mock.unref()

const variables = readVariables(ready)
const get = (name) => variables.get(`PERSONCTL_MOCK_${name}`) ?? ''
if (get('ADMIN_TOKEN') !== '') say(`::add-mask::${get('ADMIN_TOKEN')}`)
if (input('set-variables') !== 'false')
  for (const [name, value] of variables) set(env.GITHUB_ENV, name, value)
for (const [name, value] of [
  ['url', get('URL')],
  ['pid', String(mock.pid)],
  ['log', log],
  ['env-file', ready],
  ['ca-file', get('CA_FILE')],
])
  set(env.GITHUB_OUTPUT, name, value)
for (const [name, value] of [
  ['url', get('LOCAL_URL') || get('URL')],
  ['log', log],
  ['token', get('ADMIN_TOKEN')],
  ['ca', get('CA_FILE')],
])
  set(env.GITHUB_STATE, name, value)
say(`personctl-mock ready ${get('URL')}`)
// The mock goes on; this process need not wait for it.
process.exit(0)
