import type { DataOutput } from '../../io.ts'
import { anything } from '../../output/anything.ts'
import { type FormatName, writeList, writeOne } from '../../output/index.ts'
import { visibleLines } from '../../text/visible.ts'

/** Writes what was answered: JSON as any data, a list by its elements; and other text as it is, unless a format is wanted. */
export async function writeAnswer(
  answer: Response,
  wanted: FormatName | undefined,
  stdout: DataOutput,
): Promise<void> {
  const text = await answer.text()
  if (text === '') return
  const value = jsonIn(text)
  const isDocument = wanted !== undefined || stdout.view !== undefined
  if (Array.isArray(value)) await writeList(stdout, wanted ?? 'json', value, anything)
  else if (value !== undefined) await writeOne(stdout, wanted ?? 'json', value, anything)
  else if (isDocument) await writeOne(stdout, wanted ?? 'json', text, anything)
  else await stdout.write(stdout.isTerminal ? `${visibleLines(text.trimEnd())}\n` : text)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
