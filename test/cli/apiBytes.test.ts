import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startByteService } from './helpers/byteService.ts'

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

/** Runs the executable and returns the bytes that it writes. */
async function readStdout(args: readonly string[], env: Record<string, string>, stdin: Uint8Array) {
  const child = spawn(process.execPath, [bin, ...args], { env: environment(env) })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stdin.end(stdin)
  const [exitCode] = await once(child, 'close')
  return { exitCode, stdout: Buffer.concat(chunks) }
}

it.each([
  ['application/octet-stream', everyByte],
  ['text/plain; charset=iso-8859-1', everyByte],
  ['application/json', Buffer.from('\ufeff{"n" :1e400,\t"z":-0}')],
])('personctl api sends and writes every byte of %s as it is', async (type, bytes) => {
  const { env, received } = await startByteService(type, bytes)
  const args = ['api', 'cis', '/x', '-X', 'PUT', '--body-file', '-', '-H', 'Content-Type: image/png']
  const { exitCode, stdout } = await readStdout(args, env, everyByte)
  expect(exitCode).toBe(0)
  expect(stdout.equals(bytes)).toBe(true)
  expect(received).toMatchObject([{ type: 'image/png' }])
  expect(received[0]?.body.equals(everyByte)).toBe(true)
})

it('personctl api sends a file that is not text as bytes, and text as JSON without a byte order mark', async () => {
  const { env, received } = await startByteService('application/json', Buffer.from('{}'))
  const folder = mkdtempSync(join(tmpdir(), 'personctl-bytes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of [
    ['bytes', everyByte],
    ['text', Buffer.from('\ufeff{"a":"é"}')],
  ] as const) {
    writeFileSync(join(folder, name), content)
    const { exitCode } = await runPersonctl(['api', 'cis', '/x', '--body-file', join(folder, name)], { env })
    expect(exitCode).toBe(0)
  }
  expect(received.map(({ type }) => type)).toEqual(['application/octet-stream', 'application/json'])
  expect(received[0]?.body.equals(everyByte)).toBe(true)
  expect(received[1]?.body.toString()).toBe('{"a":"é"}')
})

it('personctl api shows text in the character set that the response names', async () => {
  const { env } = await startByteService('text/plain; charset="ISO-8859-1"', Buffer.from('Zo\xeb', 'latin1'))
  expect((await runPersonctl(['api', 'cis', '/x'], { env, terminal: 'both' })).stdout).toBe('Zoë\n')
  expect((await runPersonctl(['api', 'cis', '/x', '-o', 'json'], { env })).stdout).toBe('"Zoë"\n')
})

it.each([{ args: ['-o', 'json'] }, { args: [], terminal: 'both' as const }])(
  'personctl api shows no bytes that are not text: %j',
  async ({ args, ...options }) => {
    const { env } = await startByteService('image/png', Buffer.from([0x89, 0x50, 0, 0xff]))
    const outcome = await runPersonctl(['api', 'cis', '/x', ...args], { env, ...options })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const text = 'terminal' in options ? outcome.stderr : jsonError(outcome).message
    expect(text).toContain('The response is not text, but 4 bytes of image/png.')
  },
)

it('personctl api says that a request is done whose response the format cannot show', async () => {
  const { env } = await startByteService('application/octet-stream', everyByte)
  const outcome = await runPersonctl(['api', 'cis', '/x', '-X', 'POST', '-o', 'json'], { env })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).hint).toContain('The service has done what was requested')
  const read = await runPersonctl(['api', 'cis', '/x', '-o', 'json'], { env })
  expect(jsonError(read).hint).not.toContain('The service has done')
})
