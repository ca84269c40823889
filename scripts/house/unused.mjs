// Finds what nobody uses: files, exports, dependencies. And dependencies that are used and not declared.
import { builtinModules } from 'node:module'
import { basename } from 'node:path'
import { readText } from './files.mjs'
import { entryPoints, usedElsewhere } from './rules.mjs'

const isCode = (path) => /\.(?:ts|mjs|js|cjs)$/.test(path)

/** Reads the files once, and returns the checks of a package and of the repository. */
export function createUnusedChecks(files) {
  const texts = new Map(files.filter(isCode).map((path) => [path, readText(path)]))
  const words = new Map([...texts].map(([path, text]) => [path, new Set(text.match(/[\w$]+/g))]))
  const documents = files.filter(
    (path) => /\.(?:json|ya?ml|md|sh)$|\/run$/.test(path) && !/package-lock/.test(path),
  )
  const others = documents.map(readText).join('\n')
  return {
    findUnused: (name, sources) => [
      // Other packages import the files of `shared` one by one.
      ...(name === 'shared' ? [] : findUnusedFiles(sources, texts)),
      ...findUnusedExports(sources, words),
      ...findWrongDependencies(name, texts),
    ],
    findUnusedTools: () => [...findUnusedScripts(texts, others), ...findUnusedTools(texts, others)],
  }
}

function findUnusedFiles(sources, texts) {
  return [...sources]
    .filter(([path, { importers }]) => importers.size === 0 && !entryPoints.test(path))
    .filter(
      ([, { path }]) =>
        ![...texts.values()].some((text) => text.includes(path.split('/').slice(-2).join('/'))),
    )
    .map(([, { path }]) => `${path}: no file of its package imports it`)
}

/** Finds exported values whose name no other file has. */
function findUnusedExports(sources, words) {
  const findings = []
  for (const [name, { path, code }] of sources) {
    if (entryPoints.test(name)) continue
    const exported = code.matchAll(
      /^export (?:async |abstract )*(?:function\*?|const|let|class|enum) ([\w$]+)/gm,
    )
    for (const [, value] of exported)
      if (![...words].some(([other, used]) => other !== path && used.has(value)))
        findings.push(`${path}: no other file uses ${value}; do not export it`)
  }
  return findings
}

/** Returns the packages that a file imports, examples in its comments left out. */
function findImported(text) {
  const specifiers = text
    .replaceAll(/^ *(?:\*|\/\/|\/\*\*).*$/gm, '')
    .matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\(|\bresolve\()\s*['"](@?[a-z][\w./@:-]*)['"]/g)
  return [...specifiers]
    .filter(([, specifier]) => !specifier.startsWith('node:'))
    .map(([, specifier]) => /^(?:@[\w.-]+\/)?[\w.-]+/.exec(specifier)?.[0])
    .filter((name) => !builtinModules.includes(name))
}

function findWrongDependencies(name, texts) {
  const folder = `packages/${name}/`
  const {
    dependencies,
    devDependencies,
    optionalDependencies,
    peerDependencies,
    private: isPrivate,
  } = JSON.parse(readText(`${folder}package.json`))
  const declared = Object.keys({
    ...dependencies,
    ...optionalDependencies,
    ...peerDependencies,
    ...devDependencies,
  })
  const own = [...texts].filter(
    ([path]) => path.startsWith(`${folder}src/`) || path.startsWith(`${folder}bin/`),
  )
  const imported = new Set(own.flatMap(([, text]) => findImported(text)))
  const isUsed = (dependency) =>
    imported.has(dependency) ||
    dependency.startsWith('@types/') ||
    usedElsewhere[name]?.[dependency] !== undefined
  const manifest = `${folder}package.json`
  return [
    ...declared
      .filter((dependency) => !isUsed(dependency))
      .map((found) => `${manifest}: nothing imports ${found}`),
    ...(isPrivate ? [] : [...imported])
      .filter((found) => !declared.includes(found))
      .map((found) => `${manifest}: does not declare ${found}, which its sources import`),
  ]
}

/** Finds scripts that no other file and no npm script names. */
function findUnusedScripts(texts, others) {
  return [...texts.keys()]
    .filter((path) => /^(?:scripts|bench\/support)\/.*\.(?:mjs|ts)$/.test(path) && !path.endsWith('.d.mts'))
    .filter(
      (path) =>
        !others.includes(basename(path)) &&
        ![...texts].some(([other, text]) => other !== path && text.includes(`${basename(path)}'`)),
    )
    .map((path) => `${path}: nothing runs or imports it`)
}

/** Finds tools of the repository that no file and no npm script names. */
function findUnusedTools(texts, others) {
  const { devDependencies } = JSON.parse(readText('package.json'))
  const all = [...texts.values(), others.replaceAll(/^ +"@?[\w/.-]+": "[\^~]?\d[^"]*",?$/gm, '')]
  return Object.keys(devDependencies)
    .filter((tool) => !tool.startsWith('@types/') && usedElsewhere['']?.[tool] === undefined)
    .filter((tool) => !all.some((text) => text.includes(tool)))
    .map((tool) => `package.json: nothing uses ${tool}`)
}
