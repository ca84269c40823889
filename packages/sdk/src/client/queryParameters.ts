/** What is asked with, by name: a list stands for a parameter that is repeated, undefined for none. */
export type QueryParameters = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>

/** The same as pairs, as URLSearchParams takes them. */
export function parameterPairs(query: QueryParameters): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
}
