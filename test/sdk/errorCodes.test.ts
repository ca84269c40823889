import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

test('docs/errors.md explains every code of an error, and no other', async () => {
  const [, union = ''] =
    /export type ErrorCode =\n((?: {2}\| '\w+'\n)+)/.exec(await read('packages/sdk/src/errors.ts')) ?? []
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code)
  const rows = [...(await read('docs/errors.md')).matchAll(/^\| `(\w+)` \| [A-Z].+ \| .+\. \| .+\. \|$/gm)]
  expect(codes.length).toBeGreaterThan(20)
  expect(rows.map(([, code]) => code)).toEqual(codes)
})
