import type { MessageOutput, TextSink } from '../io/io.ts'
import { printableJson } from '../text/json.ts'
import { visible } from '../text/text.ts'
import { type FormatName, isForPrograms } from './index.ts'

/** Something to say beside the data, of a command that did not fail. */
export interface Remark {
  /** A stable name for programs, in snake case. */
  readonly code: string
  readonly message: string
  /** What to do next. */
  readonly hint: string | null
  /** Where the list is to be gone on with. */
  readonly resumeToken?: string
}

/** Says it on stderr, to whom the format is for: a JSON object on a line of its own, or a sentence. Not if quiet. */
export async function remark(
  stderr: TextSink & Pick<MessageOutput, 'isQuiet'>,
  format: FormatName,
  said: Remark,
): Promise<void> {
  if (stderr.isQuiet) return
  const { message, hint } = said
  const sentence = `personctl: ${visible(message)}${hint === null ? '' : ` ${visible(hint)}`}`
  await stderr.write(`${isForPrograms(format) ? printableJson({ remark: said }) : sentence}\n`)
}
