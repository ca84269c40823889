// Runs every benchmark, one after the other: side by side they would measure each other.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
for (const file of readdirSync(here).sort()) {
  if (!file.endsWith('.mjs') || file === 'run.mjs') continue
  console.log(`\n## ${file}\n`)
  const { status } = spawnSync(process.execPath, [`${here}${file}`], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
