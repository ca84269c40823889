import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openMirror } from '@personctl/mirror'
import { expect, it } from 'vitest'
import { blocksOf, root } from '../helpers/documents.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { collect } from './helpers/collect.ts'

it('the tables, views and questions in the documents are those of the code', async () => {
  const script = fileURLToPath(new URL('../../scripts/mirrorDocuments.mjs', import.meta.url))
  await promisify(execFile)(process.execPath, [script, '--check'])
  expect(readFileSync(join(root, 'docs/mirror/questions.md'), 'utf8')).toContain('## left-but-in-a-group')
})

it('every statement in the documents runs', async () => {
  await using mirror = await openMirror(join(await temporaryFolder(), 'people.db'))
  for (const document of ['docs/mirror/schema.md', 'docs/mirror/questions.md'])
    for (const { language, code } of blocksOf(document)) {
      if (language !== 'sql') continue
      const names = [...code.matchAll(/(?<!:):([a-z]\w*)/g)].map(([, name = '']) => name)
      const parameters = Object.fromEntries(names.map((name) => [name, '1']))
      expect(await collect(await mirror.query(code, parameters)), code).toBeInstanceOf(Array)
    }
})
