/** What an operation was given, before anybody has looked at it. */
export interface UncheckedInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}
