import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../docs/mock/', import.meta.url)
const text = readFileSync(new URL('features.md', folder), 'utf8')

/** The cells of each row that compares, without the empty ends. */
const rows = text
  .split('\n')
  .filter((line) => /^\| [^|]+(?: \| [^|]+){6} \|$/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))

/** Returns the code of a test as a title is written in it: between quotes of any kind. */
function hasTitle(code: string, title: string): boolean {
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => code.includes(quoted))
}

describe('the table of features', () => {
  it('compares the same tools in each of its parts', () => {
    expect(text.match(/^\| \| this mock \|.*$/gm)).toHaveLength(text.match(/^\| \| /gm)?.length ?? 0)
    expect(new Set(text.match(/^\| \| this mock \|.*$/gm)).size).toBe(1)
    expect(rows.length).toBeGreaterThan(25)
  })

  it.each(rows.map(([feature, own]) => [feature, own]))(
    'proves that the mock has this: %s',
    (_, own = '') => {
      const [, path = '', title = ''] = /^\[[^\]]+\]\((\S+\.test\.ts) "([^"]+)"\)$/.exec(own) ?? []
      expect(hasTitle(readFileSync(new URL(path, folder), 'utf8'), title)).toBe(true)
    },
  )
})
