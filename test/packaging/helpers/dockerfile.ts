import { execFile } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** An image: its files, how it starts, and how Docker checks its health. */
export interface BuiltImage {
  /** The folder that has what the last stage of the image has. */
  readonly root: string
  readonly base: string
  readonly labels: Readonly<Record<string, string>>
  readonly user: string | undefined
  readonly entrypoint: readonly string[]
  readonly healthCheck: readonly string[]
}

/**
 * Does in folders, one a stage, what a Dockerfile says. It must be one of few words.
 *
 * @param folder gets a folder for each stage
 * @param env what RUN finds in its environment, and what takes precedence over the defaults of ARG
 */
export async function buildInFolder(
  dockerfile: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<BuiltImage> {
  const context = dirname(dockerfile)
  const settings: Record<string, string> = { ...env }
  const fillIn = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => settings[name] ?? '')
  const stages = new Map<string, string>()
  let root = folder
  let workdir = folder
  let image: Omit<BuiltImage, 'root'> = emptyImage('')
  for (const [instruction, rest] of instructionsOf(await readFile(dockerfile, 'utf8'))) {
    if (instruction === 'FROM') {
      const [, base = '', name = `stage${stages.size}`] = /^(\S+)(?: AS (\S+))?$/.exec(fillIn(rest)) ?? []
      root = join(folder, name)
      workdir = root
      stages.set(name, root)
      await mkdir(root, { recursive: true })
      image = emptyImage(base)
    } else if (instruction === 'ARG') {
      // Without a value, it takes that from before the first stage.
      const [name = '', value = ''] = rest.split('=')
      settings[name] ??= value
    } else if (instruction === 'WORKDIR') {
      workdir = join(root, rest)
      await mkdir(workdir, { recursive: true })
    } else if (instruction === 'COPY') {
      await copyFiles(rest, { context, stages, root, workdir })
    } else if (instruction === 'RUN') {
      await promisify(execFile)('sh', ['-ec', rest], { cwd: workdir, env: settings })
    } else if (instruction === 'LABEL') {
      const labels = [...fillIn(rest).matchAll(/([\w.]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
      image = { ...image, labels: Object.fromEntries(labels) }
    } else if (instruction === 'USER') {
      image = { ...image, user: rest }
    } else if (instruction === 'HEALTHCHECK') {
      image = { ...image, healthCheck: JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)) }
    } else if (instruction === 'ENTRYPOINT') {
      image = { ...image, entrypoint: JSON.parse(rest) }
    } else if (instruction !== 'EXPOSE') {
      throw new Error(`${dockerfile} says ${instruction}, which no folder can do`)
    }
  }
  return { ...image, root }
}

const emptyImage = (base: string) => ({ base, labels: {}, user: undefined, entrypoint: [], healthCheck: [] })

async function copyFiles(
  rest: string,
  {
    context,
    stages,
    root,
    workdir,
  }: Record<'context' | 'root' | 'workdir', string> & { stages: Map<string, string> },
): Promise<void> {
  const words = rest.split(' ')
  const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1]
  const [target = '', ...sources] = (from === undefined ? words : words.slice(1)).toReversed()
  const source = from === undefined ? context : (stages.get(from) ?? '')
  const destination = target.startsWith('/') ? join(root, target) : join(workdir, target)
  await mkdir(destination, { recursive: true })
  for (const pattern of sources) {
    const folder = join(source, dirname(pattern))
    for (const file of await readdir(folder))
      if (isMatch(file, basename(pattern))) await copyFile(join(folder, file), join(destination, file))
  }
}

const isMatch = (file: string, pattern: string): boolean =>
  pattern.startsWith('*') ? file.endsWith(pattern.slice(1)) : file === pattern

function instructionsOf(text: string): [instruction: string, rest: string][] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
  return lines.filter(Boolean).map((line) => {
    const space = line.indexOf(' ')
    return [line.slice(0, space), line.slice(space + 1)]
  })
}
