import type { Command, OptionValues } from 'commander'
import { offering } from '../completion/offers.ts'
import { UsageError } from '../failure/usageError.ts'
import { words } from '../text/words.ts'

/** Which fields of things are wanted. */
export interface SelectionOptions {
  /** In the order asked; none for the service's own choice. */
  readonly fields: readonly string[]
  /** Whether what personctl does not know is sent all the same. */
  readonly allowUnknown: boolean
}

/** Adds the options of every command that shows things of the Authorization Service, which have these fields. */
export function describeSelection(command: Command, fields: readonly string[]): void {
  command
    .addOption(
      offering(
        command
          .createOption('--field <name>', 'show this field; repeatable, or several with commas')
          .argParser(collect),
        fields,
      ),
    )
    .option('--allow-unknown', 'let names through that personctl does not know')
}

export function parseSelection(values: OptionValues): SelectionOptions {
  return { fields: parseNames('--field', values['field']), allowUnknown: values['allowUnknown'] ?? false }
}

/** For options that may be given more than once. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** The names in what was given, each once. Throws UsageError where one is empty. */
export function parseNames(option: string, texts: readonly string[] = []): readonly string[] {
  if (texts.some((text) => words([text]).length === 0)) {
    throw new UsageError(`${option} is empty.`, 'Is a variable of your script not set?')
  }
  return [...new Set(words(texts))]
}

/** The same for the SDK, which checks the names. */
export function selected<F extends string>({
  fields,
  allowUnknown,
}: SelectionOptions): {
  fields?: readonly F[]
  allowUnknown: boolean
} {
  return { allowUnknown, ...(fields.length > 0 && { fields: fields as readonly F[] }) }
}
