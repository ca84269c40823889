// Builds the documentation site into docs/site/dist: static files that work below any URL, and without a server.
//
//   npm run site                   # builds the packages, installs what this folder needs, and builds the site
//   node docs/site/build.mjs FOLDER    # the site alone, into a folder
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import MiniSearch from 'minisearch'
import { arrangePages, formatMissingPage, formatPage, nameInNavigation, relativePath } from './layout.mjs'
import { codeStyles, escapeHtml, renderMarkdown } from './markdown.mjs'
import { collectPages, indexNames, resolveLink, root, siteUrl } from './pages.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const target = resolve(process.argv[2] ?? join(here, 'dist'))
const started = performance.now()

const pages = await collectPages()
const arranged = arrangePages(pages)
const findName = indexNames(pages)
const problems = []
/** Pictures to copy: paths in the site, by the paths of the repository. */
const pictures = new Map()
const external = new Set()
const rendered = new Map()

rmSync(target, { recursive: true, force: true })
for (const page of pages.values()) rendered.set(page, renderPage(page))
checkAnchors()
for (const [page, document] of rendered) write(page.path, formatPage({ page, ...document, arranged }))

for (const [source, path] of pictures) copy(join(root, source), path)
cpSync(join(here, 'assets'), join(target, 'assets'), {
  recursive: true,
  filter: (path) => !path.endsWith('.css'),
})
const style = readFileSync(join(here, 'assets/site.css'), 'utf8')
write('assets/site.css', `${style}\n${formatCodeColours(codeStyles())}`)
copy(
  createRequire(import.meta.url)
    .resolve('minisearch')
    .replace(/dist.*/, 'dist/umd/index.js'),
  'assets/minisearch.js',
)
write('assets/search.js', formatSearchIndex())
write('404.html', formatMissingPage(style))
write('sitemap.xml', formatSitemap())
write('robots.txt', `User-agent: *\nAllow: /\nSitemap: ${siteUrl}sitemap.xml\n`)
write(
  'external-links.txt',
  [...external]
    .sort()
    .map((link) => `${link}\n`)
    .join(''),
)

for (const problem of problems) console.error(problem)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`${pages.size} pages in ${seconds} s: ${join(target, 'index.html')}`)
process.exitCode = problems.length === 0 ? 0 : 1

function renderPage(page) {
  const links = []
  const document = renderMarkdown(page.text, {
    resolveLink(link) {
      const found = resolveLink(pages, page.source, link)
      if (found === undefined) problems.push(`${page.source}: the link to ${link} leads nowhere`)
      if (found?.url !== undefined) external.add(found.url)
      if (found?.file !== undefined) return addPicture(page, found.file)
      if (found?.page === undefined) return found?.url ?? link
      if (found.anchor !== '') links.push(found)
      return linkTo(page, found)
    },
    embedImage(image, alternative) {
      const found = resolveLink(pages, page.source, image)
      if (found?.file === undefined || !found.file.endsWith('.svg')) return undefined
      return embedDrawing(readFileSync(join(root, found.file), 'utf8'), alternative)
    },
    findPage(code) {
      const [source, anchor = ''] = findName(code)?.split('#') ?? []
      const found = pages.get(source)
      return found === undefined || found === page ? undefined : linkTo(page, { page: found, anchor })
    },
  })
  return { ...document, links }
}

function linkTo(page, { page: to, anchor }) {
  const path = to === page && anchor !== '' ? '' : relativePath(page.path, to.path)
  return `${path}${anchor === '' ? '' : `#${anchor}`}`
}

function addPicture(page, file) {
  const path = file.replace(/^docs\//, '')
  pictures.set(file, path)
  return relativePath(page.path, path)
}

/** Returns a drawing as part of the page, where it follows the theme; undefined for any other picture. */
function embedDrawing(svg, alternative) {
  if (!svg.includes('class="drawing"')) return undefined
  const label = `role="img" aria-label="${escapeHtml(alternative)}"`
  const inline = svg.replace(/<style>[\s\S]*?<\/style>\s*/, '').replace(/<svg /, `<svg ${label} `)
  return `<span class="scroll" role="region" aria-label="Picture" tabindex="0">${inline.trim()}</span>`
}

/** Reports links to headings that do not exist. */
function checkAnchors() {
  for (const [page, { links }] of rendered)
    for (const { page: to, anchor } of links) {
      const { headings, html } = rendered.get(to)
      if (!headings.some(({ id }) => id === anchor) && !html.includes(`id="${anchor}"`))
        problems.push(`${page.source}: ${to.source} has no heading #${anchor}`)
    }
}

/** Turns the two colours of a class of code into rules for both themes. */
function formatCodeColours(css) {
  return css.replaceAll(
    /\{([^}]*)\}/g,
    (_, declarations) =>
      `{${declarations.replaceAll(/--shiki-light(-bg)?:([^;]+);?--shiki-dark(?:-bg)?:([^;]+);?/g, (_, background, light, dark) => `${background ? 'background-color' : 'color'}:light-dark(${light},${dark});`)}}`,
  )
}

/** Takes the endings off a word, so that "rotate" finds "rotation". */
function processTerm(term) {
  const word = term.toLowerCase()
  return word.length > 4 ? word.replace(/(?:ations?|at(?:e[sd]?|ing)|ions?|ing|e[sd]?|s)$/, '') : word
}

/** Splits a text into words. What is joined by underscores, such as an error code, is a word as a whole as well. */
function tokenize(text) {
  return [...text.split(/[\n\r\p{Z}\p{P}]+/u), ...(text.match(/[a-z\d]+(?:_[a-z\d]+)+/gi) ?? [])]
}

/** Returns the index of all sections, as a script, since a page from a file may not fetch anything. */
function formatSearchIndex() {
  const fields = { fields: ['title', 'heading', 'text'], storeFields: ['path', 'page', 'title', 'kind'] }
  const search = new MiniSearch({ ...fields, tokenize, processTerm })
  let id = 0
  for (const [page, { description, sections, headings }] of rendered) {
    const isMember = /^reference\/.+\/.+\//.test(page.path)
    const kind = kindOf(page)
    for (const section of isMember ? sections.slice(0, 1) : sections)
      search.add({
        id: id++,
        path: page.path + (section.id === '' ? '' : `#${section.id}`),
        page: nameInNavigation(page),
        title: section.title === '' ? page.title : section.title,
        heading: section.title === '' ? headings.map(({ title }) => title).join(' ') : page.title,
        text: isMember ? description : section.text,
        kind,
      })
  }
  const options = `{ ...${JSON.stringify(fields)}, tokenize: ${tokenize}, processTerm: ${processTerm} }`
  return `globalThis.personctlIndex = { options: ${options}, json: ${JSON.stringify(JSON.stringify(search))} }\n`
}

/** Returns what a page is for, which weighs in the search. */
function kindOf({ source }) {
  if (source.endsWith('.sh')) return 'script'
  if (/^docs\/guides\//.test(source)) return 'guide'
  if (source.startsWith('docs/concepts/')) return 'concept'
  if (source.startsWith('reference/')) return 'API'
  if (source.startsWith('manual/')) return 'command'
  if (/^docs\/(?:decisions|README)|^(?:CHANGELOG|CONTRIBUTING|STYLEGUIDE)|architecture|^bench/.test(source))
    return 'project'
  return 'document'
}

function formatSitemap() {
  const urls = [...pages.values()].map(({ path }) => siteUrl + path.replace(/(^|\/)index\.html$/, '$1'))
  const entries = urls.map((url) => `<url><loc>${escapeHtml(url)}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`
}

function write(path, text) {
  const file = join(target, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function copy(source, path) {
  mkdirSync(dirname(join(target, path)), { recursive: true })
  copyFileSync(source, join(target, path))
}
