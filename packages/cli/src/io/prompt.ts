import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { escapeUnsafe } from '../text/text.ts'

/** Asks a question on the terminal and hides what is typed. Ctrl-C interrupts the process as usual. */
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
    throw error
  } finally {
    line.close()
    stderr.write('\n')
  }
}
