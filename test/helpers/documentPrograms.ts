import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Block, root } from './documents.ts'

/** A block of TypeScript or JavaScript, compiled, and what it printed. */
export interface ProgramResult {
  readonly block: Block
  /** The findings of the compiler, each with the line of the document. */
  readonly findings: readonly string[]
  /** The texts that were written by `console`, one for each call. */
  readonly output: readonly string[]
  readonly error?: string
}

export function isProgram({ language }: Pick<Block, 'language'>): boolean {
  return ['ts', 'js', 'mjs', 'typescript', 'javascript'].includes(language)
}

/** Returns what a program shows that it prints: the comments behind its calls of `console`. */
export function shownBy({ code }: Block): string[] {
  return [...code.matchAll(/^\s*console\.log\(.*\) \/\/ (.*)$/gm)].map(([, shown = '']) => shown)
}

/** Compiles programs against the packages as they are built, with the names of `documentNames.ts`, and runs them. The packages are in the folder `modules`. */
export async function runPrograms(blocks: readonly Block[], modules: string): Promise<ProgramResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-programs-'))
  symlinkSync(modules, join(folder, 'node_modules'))
  const names = readFileSync(new URL('documentNames.ts', import.meta.url), 'utf8')
  const own = [...names.matchAll(/^export const (\w+)/gm)].map(([, name = '']) => name)
  const globals = [
    ...own.map((name) => ({ name, module: './documentNames.ts' })),
    ...Object.keys(await import('@personctl/sdk')).map((name) => ({ name, module: '@personctl/sdk' })),
    ...['createPersonMock', 'startMockServer'].map((name) => ({ name, module: '@personctl/mock-server' })),
    ...['http', 'HttpResponse'].map((name) => ({ name, module: 'msw' })),
    { name: 'setupServer', module: 'msw/node' },
  ].map(({ name, module }) => `  const ${name}: typeof import('${module}').${name}`)
  const programs = blocks.map((block, index) => ({
    block,
    name: `program${index}.${block.language.startsWith('j') || block.language === 'mjs' ? 'js' : 'ts'}`,
    firstLine: block.before === '' ? 1 : block.before.split('\n').length + 1,
  }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('package.json', '{"type":"module"}')
  write('documentNames.ts', names)
  write('globals.d.ts', `export {}\ndeclare global {\n${globals.join('\n')}\n}\n`)
  write('tsconfig.json', JSON.stringify(configuration))
  for (const { name, block } of programs)
    write(
      name,
      `${block.before === '' ? '' : `${block.before}\n`}${block.code.replaceAll(/^(\s*)…$/gm, '$1// …')}\nexport {}\n`,
    )
  const compiler = join(root, 'node_modules/ts7/bin/tsc')
  const compile = promisify(execFile)(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
    cwd: folder,
  })
  const { stdout = '' } = await compile.catch((error) => error as { stdout?: string })
  write('runner.mjs', readFileSync(new URL('documentRunner.mjs', import.meta.url), 'utf8'))
  mkdirSync(join(folder, 'work'))
  const files = programs.map(({ name }) => `../compiled/${name.replace(/ts$/, 'js')}`)
  const ran = await promisify(execFile)(
    process.execPath,
    ['../runner.mjs', '../compiled/documentNames.js', ...files],
    {
      cwd: join(folder, 'work'),
      timeout: 120_000,
    },
  )
  const outcomes: { output: string[]; error?: string }[] = JSON.parse(ran.stdout.split('\n').at(-2) ?? '')
  return programs.map(({ block, name, firstLine }, index) => ({
    block,
    findings: [...stdout.matchAll(new RegExp(`^${name}\\((\\d+),\\d+\\): (.*)$`, 'gm'))].map(
      ([, line, message]) => `${block.document}:${block.line + Number(line) - firstLine}: ${message}`,
    ),
    ...(outcomes[index] ?? { output: [], error: 'did not run' }),
  }))
}

const configuration = {
  compilerOptions: {
    ...{
      target: 'es2023',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      outDir: 'compiled',
      allowJs: true,
    },
    ...{
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: ['node'],
      rewriteRelativeImportExtensions: true,
    },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true },
  },
  include: ['*.ts', '*.js'],
}
