import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { visible } from '../text/text.ts'

/** Asks on the terminal, without showing what is typed. Ctrl-C interrupts the process as it does elsewhere. */
export async function askUnseen(
  { stdin, stderr, pid }: NodeJS.Process,
  question: string,
  signal: AbortSignal,
): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: stdin, output: unseen, terminal: true, historySize: 0 })
  line.on('SIGINT', () => process.kill(pid, 'SIGINT'))
  stderr.write(visible(question))
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
