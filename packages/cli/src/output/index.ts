import type { Terminal } from '../io/io.ts'
import { escapeUnsafe, paint, toPrintableJson } from '../text/text.ts'
import type { Format, Presentation, Rows, Screen } from './format.ts'
import { type FormatName, isForPrograms, type Layout, type View } from './view.ts'

export {
  type ColumnName,
  defaultFormat,
  type FormatName,
  formatNames,
  isForPrograms,
  type Layout,
  type View,
} from './view.ts'

/** A message beside the data of a command that did not fail. */
export interface Notice {
  /** A stable name for programs, in snake case. */
  readonly code: string
  readonly message: string
  /** The next step. */
  readonly hint: string | null
  /** The value of `--start-at` that continues the list. */
  readonly resumeToken?: string
}

interface OutputSettings {
  readonly stdout: Terminal
  readonly stderr: Terminal
  /** The value of `--output`, if given. */
  readonly requestedFormat: FormatName | undefined
  /** The format of commands that have no default of their own. */
  readonly defaultFormat: FormatName
  readonly layout: Layout
  /** Undefined to write everything, in the order of the command. */
  readonly view: View | undefined
  /** True to suppress notices. */
  readonly isQuiet: boolean
}

/** Writes the data and the notices of a command, in the format that the user chose. */
export class Output {
  readonly #settings: OutputSettings
  /** The requested format, or else the default. */
  readonly format: FormatName

  constructor(
    settings: OutputSettings,
    format: FormatName = settings.requestedFormat ?? settings.defaultFormat,
  ) {
    this.#settings = settings
    this.format = format
  }

  get stdout(): Terminal {
    return this.#settings.stdout
  }

  get view(): View | undefined {
    return this.#settings.view
  }

  /** Undefined if the command may choose. */
  get requestedFormat(): FormatName | undefined {
    return this.#settings.requestedFormat
  }

  /** The screen as formats see it. */
  get screen(): Screen {
    const { stdout, layout } = this.#settings
    return {
      ...layout,
      isTerminal: stdout.isTerminal,
      hasColors: stdout.hasColors ?? false,
      get columns() {
        return stdout.columns
      },
      reportLeftOut: (headings) =>
        this.notify({
          code: 'columns_left_out',
          message: `The terminal is too narrow for the column${headings.length === 1 ? '' : 's'} ${headings.join(', ')}.`,
          hint: 'To show all columns, add --wide; to choose some, use --columns.',
        }),
    }
  }

  /** Returns the same output with another default for the format. */
  withDefaultFormat(format: FormatName): Output {
    return new Output(this.#settings, this.requestedFormat ?? format)
  }

  /** Returns the same output with another stdout. */
  withStdout(stdout: Terminal): Output {
    return new Output({ ...this.#settings, stdout }, this.format)
  }

  /** Returns the same output for rows that follow others: without the header and the byte order mark. */
  withoutHead(): Output {
    const layout = { ...this.#settings.layout, hasHeader: false, hasBom: false }
    return new Output({ ...this.#settings, layout }, this.format)
  }

  /** Writes one thing. */
  async writeOne<Row>(row: Row, presentation: Presentation<Row>): Promise<void> {
    const { stdout, view } = this.#settings
    const format = await loadFormat[this.format]()
    if (view === undefined) {
      await stdout.write(format.formatOne(row, presentation, this.screen))
      return
    }
    const { applyViewToOne } = await import('./applyView.ts')
    const pieces = applyViewToOne(row, presentation, view, { name: this.format, format, screen: this.screen })
    for await (const text of pieces) await stdout.write(text)
  }

  /** Writes a list, row by row if the format and the view allow it. */
  async writeList<Row>(rows: Rows<Row>, presentation: Presentation<Row>): Promise<void> {
    const { stdout, view } = this.#settings
    const format = await loadFormat[this.format]()
    if (view === undefined) {
      for await (const text of format.formatList(rows, presentation, this.screen)) await stdout.write(text)
      return
    }
    const { applyViewToList } = await import('./applyView.ts')
    const pieces = applyViewToList(rows, presentation, view, {
      name: this.format,
      format,
      screen: this.screen,
    })
    for await (const text of pieces) await stdout.write(text)
  }

  /** Writes a notice to stderr: a JSON object on a line for programs, a sentence for people. */
  async notify(notice: Notice): Promise<void> {
    const { stderr, isQuiet } = this.#settings
    if (isQuiet) return
    const { message, hint } = notice
    const sentence = `${paint('heading', 'personctl:', stderr)} ${escapeUnsafe(message)}${hint === null ? '' : ` ${escapeUnsafe(hint)}`}`
    await stderr.write(`${isForPrograms(this.format) ? toPrintableJson({ notice }) : sentence}\n`)
  }
}

const loadFormat: Readonly<Record<FormatName, () => Promise<Format>>> = {
  table: async () => (await import('./table.ts')).tableFormat,
  json: async () => (await import('./json.ts')).jsonFormat,
  ndjson: async () => (await import('./json.ts')).ndjsonFormat,
  yaml: async () => (await import('./yaml.ts')).yamlFormat,
  csv: async () => (await import('./csv.ts')).csvFormat,
  text: async () => (await import('./tsv.ts')).textFormat,
}
