// Collects the documents of the site: Markdown of the repository, scripts of the guides, the manual, the API reference.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeApiReference } from './apiReference.mjs'
import { writeManual } from './manual.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const { repository } = JSON.parse(readFileSync(join(root, 'packages/sdk/package.json'), 'utf8'))
/** The URL of the repository, as the packages have it. */
export const repositoryUrl = repository.url.replace(/^git\+|\.git$/g, '')
/** The URL of the published site, for canonical links and the sitemap; the pages themselves work below any URL. */
export const siteUrl = process.env.SITE_URL ?? 'https://personctl.github.io/personctl/'

const isPage = (path) =>
  /^(?:docs\/(?!site\/).*\.md|docs\/guides\/.*\.sh|packages\/[^/]+\/README\.md|(?:bench|examples|openapi)\/(?:.*\/)?README\.md|(?:CHANGELOG|CONTRIBUTING|SECURITY|STYLEGUIDE)\.md)$/.test(
    path,
  ) && !/^packages\/(?:generated|shared)\//.test(path)

/**
 * A page of the site.
 *
 * @typedef {object} Page
 * @property {string} source the path of its document in the repository, or of a generated one
 * @property {string} path the path in the site
 * @property {string} text Markdown
 * @property {string} title
 * @property {boolean} isGenerated true if the repository does not contain the document
 */

/** Returns all pages by their sources. */
export async function collectPages() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(isPage)
  const pages = new Map()
  const add = (source, text, isGenerated) => {
    const title = /^# (.*)$/m.exec(text)?.[1] ?? source
    pages.set(source, { source, path: toPath(source), text, title: plainTitle(title), isGenerated })
  }
  for (const file of new Set(files)) {
    if (!existsSync(join(root, file))) continue
    const text = readFileSync(join(root, file), 'utf8')
    add(file, file.endsWith('.sh') ? describeScript(file, text) : text, false)
  }
  for (const [path, text] of [...writeManual(), ...(await writeApiReference())]) add(path, text, true)
  return pages
}

function plainTitle(title) {
  return title.replaceAll(/\[([^\]]*)\]\([^)]*\)|`/g, '$1').replaceAll(/\\(.)/g, '$1')
}

/** Returns the path of the page of a document: docs/ is the root, a README is the index of its folder. */
function toPath(source) {
  return source
    .replace(/^docs\//, '')
    .replace(/^(packages|examples)\/([^/]+)\/README\.md$/, '$1/$2.md')
    .replace(/^(CHANGELOG|CONTRIBUTING|SECURITY|STYLEGUIDE)\.md$/, (name) => `project/${name.toLowerCase()}`)
    .replace(/README\.md$/, 'index.md')
    .replace(/\.md$|(?<=\.sh)$/, '.html')
}

/** Makes a page of a script: the comment at its top is its text. */
function describeScript(file, script) {
  const lines = script.split('\n').slice(1)
  const end = lines.findIndex((line) => !line.startsWith('#'))
  const comment = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''))
  const usage = comment.findIndex((line) => /^\w+: /.test(line))
  const intro = comment.slice(0, usage === -1 ? undefined : usage).join('\n')
  const details = usage === -1 ? '' : `\`\`\`\n${comment.slice(usage).join('\n').trim()}\n\`\`\`\n\n`
  return `# ${basename(file)}\n\n${intro}\n\n${details}\`\`\`sh\n${script}\`\`\`\n`
}

/** Returns a function that finds the page of a command or of an export of a module that a piece of code names. */
export function indexNames(pages) {
  const names = new Map()
  for (const { source } of pages.values()) {
    const [, name] = /^reference\/.*\/(?:functions|classes)\/(\w+)\.md$/.exec(source) ?? []
    // A word alone may be anything.
    if (name !== undefined && /[a-z][A-Z]/.test(name) && !names.has(name)) names.set(name, `${source}`)
  }
  const commands = new Map()
  for (const { source, text } of pages.values())
    if (source.startsWith('manual/') && !/help-|README/.test(source)) {
      const [, noun] = /^# (.*)$/m.exec(text) ?? []
      commands.set(noun, source)
      for (const [, verb] of text.matchAll(/^## (personctl .*)$/gm))
        commands.set(verb, `${source}#${verb.replaceAll(' ', '-')}`)
    }
  return (code) => {
    const [, name] = /^(\w+)(?:\(.*\))?$/.exec(code) ?? []
    if (name !== undefined && names.has(name)) return names.get(name)
    const words = code.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word) || word === 'personctl')
    for (let length = Math.min(4, words.length); length > 1; length--) {
      const command = words.slice(0, length).join(' ')
      if (code.startsWith(command) && commands.has(command)) return commands.get(command)
    }
    return undefined
  }
}

/**
 * Resolves a link of a document.
 *
 * @returns {{ page: Page, anchor: string } | { file: string } | { url: string } | undefined} undefined if it leads nowhere
 */
export function resolveLink(pages, source, link) {
  if (/^(?:\w+:|\/\/)/.test(link)) return { url: link }
  const [path, anchor = ''] = decodeURI(link).split('#')
  if (path === '') return { page: pages.get(source), anchor }
  const target = posix.normalize(posix.join(dirname(source), path)).replace(/\/$/, '')
  if (target === 'README.md' || target === '.') return { page: pages.get('docs/README.md'), anchor: '' }
  const page = pages.get(target) ?? pages.get(`${target}/README.md`)
  if (page !== undefined) return { page, anchor }
  if (!existsSync(join(root, target))) return undefined
  if (/\.(?:svg|png)$/.test(target)) return { file: target }
  const kind = statSync(join(root, target)).isDirectory() ? 'tree' : 'blob'
  return { url: `${repositoryUrl}/${kind}/main/${target}${anchor === '' ? '' : `#${anchor}`}` }
}
