// Writes the API reference as Markdown, from the docstrings of the packages, with TypeDoc.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Application } from 'typedoc'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The modules that have a reference: their name and their source. */
export const modules = [
  { name: '@personctl/sdk', source: 'packages/sdk/src/index.ts' },
  { name: '@personctl/sdk/cis-publisher', source: 'packages/sdk/src/cisPublisher/index.ts' },
  { name: '@personctl/sdk/node', source: 'packages/sdk/src/node.ts' },
  { name: '@personctl/sdk/saml', source: 'packages/sdk/src/saml.ts' },
  { name: '@personctl/mock-server', source: 'packages/mock-server/src/index.ts' },
  { name: '@personctl/mirror', source: 'packages/mirror/src/index.ts' },
].filter(({ source }) => existsSync(join(root, source)))

/** Returns the documents of the reference: `Map<path, Markdown>`. */
export async function writeApiReference() {
  const folder = mkdtempSync(join(root, 'docs/site/.reference-'))
  try {
    for (const name of new Set(modules.map(({ source }) => source.split('/')[1]))) copySources(name, folder)
    const output = join(folder, 'output')
    const tsconfig = join(folder, 'tsconfig.json')
    writeFileSync(
      tsconfig,
      JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['packages/*/src'] }),
    )
    const application = await Application.bootstrapWithPlugins({
      entryPoints: modules.map(({ source }) => join(folder, source)),
      basePath: folder,
      out: output,
      tsconfig,
      plugin: ['typedoc-plugin-markdown'],
      skipErrorChecking: true,
      excludePrivate: true,
      excludeInternal: true,
      disableSources: true,
      readme: 'none',
      router: 'member',
      entryFileName: 'README',
      hideBreadcrumbs: true,
      hidePageHeader: true,
      useCodeBlocks: true,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      classPropertiesFormat: 'table',
      typeDeclarationFormat: 'table',
      logLevel: 'Error',
    })
    const project = await application.convert()
    if (project === undefined) throw new Error('TypeDoc could not read the sources.')
    // Each module is found by its source, since TypeDoc names it after the path.
    for (const module of project.children ?? [])
      module.name =
        modules.find(({ source }) => nameSource(source).endsWith(module.name))?.name ?? module.name
    await application.generateOutputs(project)
    return readDocuments(output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function nameSource(source) {
  return source.replace(/(?:\/index)?\.ts$/, '')
}

/** Copies the sources of a package. TypeDoc leaves out the class in `@throws {Class}`, but for one without braces. */
function copySources(name, folder) {
  const target = join(folder, 'packages', name)
  for (const part of ['src', 'package.json'])
    cpSync(join(root, 'packages', name, part), join(target, part), { recursive: true })
  for (const file of readdirSync(join(target, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    const path = join(target, 'src', file)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/@throws \{(\w+)\}/g, '@throws `$1`'))
  }
}

/** Reads what TypeDoc wrote. The folders get names without a scope, and several errors of a function become one list. */
function readDocuments(output) {
  const documents = new Map([['reference/README.md', formatIndex()]])
  for (const file of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.md') || file === 'README.md') continue
    const text = readFileSync(join(output, file), 'utf8')
      .replaceAll(/^(#+ Throws)\n\n(.*?)(?=\n\n#|\n\n\*\*\*|\n*$(?![\s\S]))/gms, '$1\n\n- $2')
      .replaceAll(/(\n- [^\n]*(?:\n(?!\n)[^\n]*)*)\n\n#+ Throws\n(?=\n- )/g, '$1')
    documents.set(`reference/${file.replace('@personctl/', '')}`, text)
  }
  return documents
}

function formatIndex() {
  const rows = modules.map(({ name }) => `- [\`${name}\`](${name.replace('@personctl/', '')}/README.md)`)
  return `# API reference\n\nWhat each module exports, from its documentation comments.\n\n${rows.join('\n')}\n`
}
