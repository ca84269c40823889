import { defaultFormat, type FormatName, formatNames, isForPrograms } from './output/index.ts'

/** Whether a failure is to be written as JSON: told from the line itself, for it may be the line that fails. */
export function failsForPrograms(argv: readonly string[], stdoutIsTerminal: boolean): boolean {
  const asked = formatIn(argv)
  const known = formatNames.find((name): name is FormatName => name === asked)
  return isForPrograms(known ?? defaultFormat(stdoutIsTerminal))
}

/** Whether `--debug` stands on the line. */
export function wantsDebug(argv: readonly string[]): boolean {
  return optionsOf(argv).includes('--debug')
}

function formatIn(argv: readonly string[]): string | undefined {
  let format: string | undefined
  for (const [index, argument] of optionsOf(argv).entries()) {
    // Short options may stand together, and a value behind the last of them.
    const [isShort, attached] = /^-q*o(.*)$/s.exec(argument) ?? []
    if (argument === '--output' || attached === '') format = argv[index + 1]
    else if (argument.startsWith('--output=')) format = argument.slice('--output='.length)
    else if (isShort !== undefined) format = attached
  }
  return format
}

function optionsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  return end === -1 ? argv : argv.slice(0, end)
}
