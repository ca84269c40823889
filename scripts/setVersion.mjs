// Gives every package the same new version, and whatever names it: npm run set-version -- 0.2.0
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const [version = ''] = process.argv.slice(2)
if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) {
  console.error(`usage: npm run set-version -- 1.2.3, not '${version}'`)
  process.exit(2)
}

const manifests = ['sdk', 'mock-server', 'cli'].map((name) => `packages/${name}/package.json`)
const current = JSON.parse(readFileSync(`${root}${manifests[0]}`, 'utf8')).version

/** What names the version, and how. */
const places = [
  ...manifests.map((file) => [file, /(?<="(?:version|@personctl\/[\w-]+)": ")[^"]+/g]),
  ['packages/mock-server/docker/Dockerfile', /(?<=mock-server[@-])\d[\w.-]*?(?=\.tgz|\s)/g],
  ['packages/mock-server/action/action.yml', /(?<=default: )\d[\w.-]*/g],
]
for (const [file, pattern] of places) {
  const text = readFileSync(root + file, 'utf8')
  const found = text.match(pattern) ?? []
  if (found.length === 0 || found.some((other) => other !== current))
    throw new Error(
      `${file} should name ${current} and no other version, but names ${found.join(', ') || 'none'}`,
    )
  writeFileSync(root + file, text.replaceAll(pattern, version))
}
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: root, stdio: 'inherit' })
console.log(`${current} -> ${version}`)
