// Writes the version of the packages where changesets does not look: the image, the action, the lockfile.
// Part of `npm run release:version`.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const { version } = JSON.parse(readFileSync(`${root}packages/mock-server/package.json`, 'utf8'))

const patterns = {
  'packages/mock-server/docker/docker-bake.hcl': /(?<=variable "VERSION" \{\n {2}default = ")\d[\w.-]*/g,
  'packages/mock-server/docker/Dockerfile': /(?<=mock-server[@-]|VERSION=)\d[\w.-]*?(?=\.tgz|\s)/g,
  'packages/mock-server/action/action.yml': /(?<=default: )\d[\w.-]*/g,
}
for (const [file, pattern] of Object.entries(patterns)) {
  const text = readFileSync(root + file, 'utf8')
  if (text.search(pattern) < 0) throw new Error(`${file} names no version of the mock server`)
  writeFileSync(root + file, text.replaceAll(pattern, version))
}
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: root, stdio: 'inherit' })
