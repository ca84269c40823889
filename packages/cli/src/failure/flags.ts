// What programs give the SDK as options is typed as flags.
const flags: ReadonlyMap<string, string> = new Map([
  ['allowUnknown', '--allow-unknown'],
  ['concurrency', '--concurrency'],
  ['fields', '--field'],
  ['filter', '--filter'],
  ['pageSize', '--page-size'],
  ['sort', '--sort'],
  ['walk by token', 'leave out --concurrency'],
  ['Walk by token', 'Leave out --concurrency'],
])

const quotedOrOption = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|\\b(?:${[...flags.keys()].join('|')})\\b`, 'g')

/** A sentence of the SDK with flags in place of its options. What is in quotes was given, and stays as it is. */
export function withFlags(sentence: string): string {
  return sentence.replace(quotedOrOption, (found) => flags.get(found) ?? found)
}
