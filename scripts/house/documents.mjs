// Checks what the documents, workflows and scripts of the repository point to.
import { existsSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { parse } from 'yaml'
import { lineAt, readText, root } from './files.mjs'

const isText = (path) =>
  /\.(?:md|mjs|js|ts|json|ya?ml|py|go|sh|toml|ps1|bash|zsh|fish)$|(?:^|\/)(?:run|Dockerfile|CODEOWNERS|\.[a-z-]+)$/.test(
    path,
  ) && !/package-lock\.json$|\.generated\.ts$/.test(path)

/** Runs every check of this file. */
export function findBrokenReferences(files) {
  const tracked = new Set(files.flatMap((path) => [path, ...foldersOf(path)]))
  const topFolders = [...tracked].filter((path) => !path.includes('/') && !files.includes(path))
  const scripts = new Set(Object.keys(JSON.parse(readText('package.json')).scripts))
  const findings = []
  for (const path of files.filter(isText)) {
    const text = readText(path)
    const report = (index, message) => findings.push(`${path}:${lineAt(text, index)}: ${message}`)
    if (!path.startsWith('test/')) findMachinePaths(path, text, report)
    if (/\.(?:md|ya?ml)$|^\.ci\//.test(path)) findUnknownScripts(text, scripts, report)
    if (path.startsWith('.github/') && path.endsWith('.yml')) findSyntaxError(text, report)
    if (!path.endsWith('.md')) continue
    findDeadLinks(path, text, report)
    if (isPublished(path)) findRelativeLinks(text, report)
    findUnknownPaths(text, topFolders, tracked, report)
  }
  return findings
}

function foldersOf(path) {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}

/** Paths of one machine, and relative paths that lead out of the repository. */
function findMachinePaths(path, text, report) {
  for (const { 0: found, index } of text.matchAll(
    /(?<![\w.~$}/-])(?:(?:\.\.\/)+[\w.-]*|\/(?:work|root|Users)\/[\w.-]+)/g,
  ))
    if (found.startsWith('/') || normalize(join(dirname(path), found)).startsWith('..'))
      report(index, `${found} lies outside the repository`)
}

function findUnknownScripts(text, scripts, report) {
  for (const { 1: name, index } of text.matchAll(/\bnpm run (?!-)([\w:-]+)(?! +(?:-w|--workspace))/g))
    if (!scripts.has(name)) report(index, `package.json has no script "${name}"`)
}

function findSyntaxError(text, report) {
  try {
    parse(text)
  } catch (error) {
    report(error.pos?.[0] ?? 0, error.message)
  }
}

/** The URL of the repository, of which everything that is published gives links. */
const repositoryUrl = JSON.parse(readText('package.json')).repository.url.replaceAll(/^git\+|\.git$/g, '')

/** True for documents that npm shows, where relative links lead nowhere. */
function isPublished(path) {
  const manifest = join(dirname(path), 'package.json')
  return basename(path) === 'README.md' && existsSync(join(root, manifest))
    ? JSON.parse(readText(manifest)).private !== true
    : false
}

function findRelativeLinks(text, report) {
  for (const { 1: link, index } of text.matchAll(/\]\((?!\w+:|#)([^)\s]+)/g))
    report(
      index,
      `npm shows this document, so the link to ${link} must begin with ${repositoryUrl}/blob/main/`,
    )
}

/** Links within the repository to files, and to headings, that do not exist. */
function findDeadLinks(path, text, report) {
  for (const { 1: whole, index } of text.matchAll(/\]\(([^)\s]+)/g)) {
    const [link, anchor = ''] = whole.split('#')
    const absolute = /^\/(?:blob|tree)\/main\/(.+)$/.exec(link.replace(repositoryUrl, ''))?.[1]
    if (absolute === undefined && /^\w+:/.test(link)) continue
    const target = absolute ?? (link === '' ? path : normalize(join(dirname(path), link)))
    if (!existsSync(join(root, target))) report(index, `the link to ${link} leads nowhere`)
    else if (anchor !== '' && target.endsWith('.md') && !hasHeading(target, anchor))
      report(index, `${target} has no heading #${anchor}`)
  }
}

function hasHeading(path, anchor) {
  const headings = readText(path)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#+ (.*)$/gm)
  return [...headings].some(([, heading]) => nameAnchor(heading) === anchor)
}

/** Returns the anchor that GitHub gives a heading. */
function nameAnchor(heading) {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

/** Paths in backticks that begin with a folder of the repository. */
function findUnknownPaths(text, topFolders, tracked, report) {
  for (const { 1: quoted, index } of text.matchAll(/`([\w@.-]+\/[\w@./-]+)`/g)) {
    const path = quoted.replace(/\/$/, '')
    if (topFolders.includes(path.split('/')[0]) && !tracked.has(path) && !/\/(?:dist|man)\b/.test(path))
      report(index, `${quoted} does not exist`)
  }
}
