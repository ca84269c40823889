// Writes the tables and views of a mirror into docs/mirror/schema.md, and its questions into docs/mirror/questions.md.
//
//   node scripts/mirrorDocuments.mjs [--check]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMirror, questions } from '../packages/mirror/dist/index.mjs'

const folder = new URL('../docs/mirror/', import.meta.url)
const generated =
  /(<!-- (tables|views|questions): written by npm run generate -->\n\n)[\s\S]*?(\n\n<!-- end -->)/g

const columnsOf = `
select m.name, m.type, m.sql, group_concat(c.name || ' ' || lower(c.type), ', ') as columns
from sqlite_master m, pragma_table_info(m.name) c
where m.type in ('table', 'view') and m.name not like 'sqlite_%' and m.name not like '%_staged' and m.name <> 'seen'
group by m.name order by m.rowid`

const parts = { questions: renderQuestions(), ...(await renderSchema()) }
let isStale = false
for (const name of ['schema.md', 'questions.md']) {
  const file = new URL(name, folder)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(generated, (_, start, part, end) => start + parts[part] + end)
  if (after === before) continue
  isStale = true
  if (!process.argv.includes('--check')) writeFileSync(file, after)
  else console.error(`docs/mirror/${name} is older than the code: run npm run generate.`)
}
if (isStale && process.argv.includes('--check')) process.exitCode = 1

function renderQuestions() {
  return questions
    .map(({ name, summary, description, parameters, sql }) => {
      const rows = parameters.map(
        (one) =>
          `| \`${one.name}\` | ${one.description} | ${typeof one.default === 'number' ? `${one.default} days ago` : `\`${one.default}\``} |`,
      )
      const table =
        rows.length === 0 ? '' : `\n| parameter | meaning | default |\n|---|---|---|\n${rows.join('\n')}\n`
      return `## ${name}\n\n${summary}\n\n${description}\n${table}\n\`\`\`sql\n${sql}\n\`\`\``
    })
    .join('\n\n')
}

async function renderSchema() {
  const temporary = mkdtempSync(join(tmpdir(), 'personctl-documents-'))
  try {
    const mirror = await openMirror(join(temporary, 'empty.db'))
    const all = []
    for await (const row of await mirror.query(columnsOf)) all.push(row)
    await mirror.close()
    const tables = all
      .filter(({ type }) => type === 'table')
      .map(({ name, columns }) => `| \`${name}\` | ${columns} |`)
    const views = all
      .filter(({ type, sql }) => type === 'view' && / join /.test(sql))
      .map(({ name, sql }) => {
        const lines = sql.replace(/^create view \w+ as /i, '').split('\n')
        return `### ${name}\n\n\`\`\`sql\n${lines.map((line, index) => (index === 0 ? line : line.slice(2))).join('\n')}\n\`\`\``
      })
    return {
      tables: `| table | columns |\n|---|---|\n${tables.join('\n')}`,
      views: views.join('\n\n'),
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}
