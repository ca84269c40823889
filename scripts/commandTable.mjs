// Writes the table of commands into the README of the CLI, from the summaries of the built commands.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../packages/cli/', import.meta.url)
const program = fileURLToPath(new URL('bin/personctl.js', folder))
const { readme: table } = JSON.parse(
  execFileSync(process.execPath, [program, '__reference'], { encoding: 'utf8', maxBuffer: 1e8 }),
)
const file = new URL('README.md', folder)
const generated = /(<!-- commands: written by npm run generate -->\n\n)[\s\S]*?(\n\n<!-- end of commands -->)/
const text = readFileSync(file, 'utf8')
if (!generated.test(text))
  throw new Error('packages/cli/README.md lacks the markers of the table of commands.')
writeFileSync(
  file,
  text.replace(generated, (_, start, end) => start + table + end),
)
