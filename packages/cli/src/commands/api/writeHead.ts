import type { TextSink } from '../../io.ts'
import { type FormatName, isForPrograms } from '../../output/index.ts'
import { printableJson } from '../../text/json.ts'
import { visible } from '../../text/visible.ts'

// What a service wants to be sent back is a secret.
const secretHeader = 'set-cookie'

/** Says on stderr with which status and headers an answer came, to whom the format is for. */
export async function writeHead(
  stderr: TextSink,
  format: FormatName,
  status: number,
  headers: Headers,
): Promise<void> {
  const shown = [...headers].map(
    ([name, value]) => [name, name === secretHeader ? '[hidden]' : value] as const,
  )
  const lines = [`HTTP ${status}`, ...shown.map(([name, value]) => visible(`${name}: ${value}`)), '']
  const text = isForPrograms(format)
    ? printableJson({ answer: { status, headers: Object.fromEntries(shown) } })
    : lines.join('\n')
  await stderr.write(`${text}\n`)
}
