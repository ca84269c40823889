export type Results = Readonly<
  Record<
    string,
    { readonly figure: number; readonly limit: number; readonly date: string; readonly machine: string }
  >
>

export function readResults(): Results
export function pageOf(results: Results): string
export function readmePart(results: Results): string
