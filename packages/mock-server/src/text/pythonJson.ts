import { asciiJson } from './asciiJson.ts'

/** JSON as Python's `json.dumps` writes it: keys as they come, a space after each separator, ASCII only; and a newline. */
export function pythonJson(value: unknown): string {
  const parts: string[] = []
  addText(parts, value)
  parts.push('\n')
  return parts.join('')
}

function addText(parts: string[], value: unknown): void {
  if (typeof value === 'string') parts.push(quoted(value))
  else if (typeof value !== 'object' || value === null) parts.push(JSON.stringify(value) ?? 'null')
  else if (Array.isArray(value)) addItems(parts, '[', value, ']', addText)
  else addItems(parts, '{', Object.entries(value), '}', addEntry)
}

function addEntry(parts: string[], [key, value]: [string, unknown]): void {
  parts.push(quoted(key), ': ')
  addText(parts, value)
}

function addItems<T>(
  parts: string[],
  open: string,
  items: readonly T[],
  close: string,
  add: (parts: string[], item: T) => void,
): void {
  parts.push(open)
  for (const [index, item] of items.entries()) {
    if (index > 0) parts.push(', ')
    add(parts, item)
  }
  parts.push(close)
}

function quoted(text: string): string {
  return asciiJson(text)
}
