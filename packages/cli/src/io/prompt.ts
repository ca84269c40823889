import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Interruption, systemErrorCode } from '../errors/errors.ts'
import { escapeUnsafe } from '../text/text.ts'

/** Asks a question on the terminal and hides what is typed. Ctrl-C and Ctrl-D interrupt the process. */
export async function promptHidden(
  { stdin, stderr, pid }: NodeJS.Process,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 })
  line.on('SIGINT', () => process.kill(pid, 'SIGINT'))
  stderr.write(escapeUnsafe(question))
  try {
    return await line.question('', { signal })
  } catch (error) {
    signal.throwIfAborted()
    // With Ctrl-D on an empty line, readline ends without a line.
    throw systemErrorCode(error) === 'ABORT_ERR' ? new Interruption('SIGINT') : error
  } finally {
    line.close()
    stderr.write('\n')
  }
}
