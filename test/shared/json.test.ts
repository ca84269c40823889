import { locateJsonError } from '@personctl/shared/json'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each<[json: string, line: number, column: number, found: string | undefined]>([
  ['', 1, 1, undefined],
  ['{"a": 1,}', 1, 9, '}'],
  ['[1, 2', 1, 6, undefined],
  ['{"a": TRUE}', 1, 7, 'T'],
  ["{'a': 1}", 1, 2, "'"],
  ['{"a" 1}', 1, 6, '1'],
  ['[01]', 1, 3, '1'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"'],
  ['"tab\there"', 1, 1, '"'],
  ['[1] 2', 1, 5, '2'],
  ['[]]', 1, 3, ']'],
])('locates the error in %j', (json, line, column, found) => {
  expect(locateJsonError(json)).toEqual({ line, column, found })
})

test('accepts every character before the error, whatever the document', { tags: 'property' }, () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('}', ',', '#', 'x', ''),
      (json, at, mark) => {
        const cut = at % (json.length + 1)
        const broken = `${json.slice(0, cut)}${mark}${json.slice(cut + 1)}`
        fc.pre(!isJson(broken))
        const { line, column } = locateJsonError(broken)
        expect(line).toBe(1)
        // A string that is broken or never ends is reported where it begins; all else exactly where it breaks.
        expect(column - 1).toBeLessThanOrEqual(broken.length)
        expect(canBeCompleted(broken.slice(0, column - 1))).toBe(true)
      },
    ),
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Tries endings: what is open is closed, after a value where one is missing. */
function canBeCompleted(start: string): boolean {
  const closers: string[] = []
  for (const [part] of start.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (part === '[' || part === '{') closers.unshift(part === '[' ? ']' : '}')
    else if (part === ']' || part === '}') closers.shift()
  }
  return ['', '1', '"a":1', ':1', '0'].some((value) => isJson(`${start}${value}${closers.join('')}`))
}
