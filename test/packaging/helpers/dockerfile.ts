import { execFile } from 'node:child_process'
import { copyFile, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** What an image does when it is started, and what Docker asks it to know whether it is well. */
export interface BuiltImage {
  readonly entrypoint: readonly string[]
  readonly healthCheck: readonly string[]
}

/**
 * Does in a folder what a Dockerfile says to do in the WORKDIR of an image. It must be one of few words.
 *
 * @param env what RUN finds in its environment, beside the ARGs
 */
export async function buildInFolder(
  dockerfile: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<BuiltImage> {
  const context = dirname(dockerfile)
  const settings: Record<string, string> = { ...env }
  let entrypoint: string[] = []
  let healthCheck: string[] = []
  for (const [instruction, rest] of instructionsOf(await readFile(dockerfile, 'utf8'))) {
    if (instruction === 'ARG') {
      const [name = '', value = ''] = rest.split('=')
      settings[name] ??= value
    } else if (instruction === 'COPY') {
      const sources = rest.split(' ').slice(0, -1)
      for (const file of await readdir(context))
        if (
          sources.some((source) =>
            source.startsWith('*') ? file.endsWith(source.slice(1)) : file === source,
          )
        )
          await copyFile(join(context, file), join(folder, file))
    } else if (instruction === 'RUN') {
      await promisify(execFile)('sh', ['-c', rest], { cwd: folder, env: settings })
    } else if (instruction === 'HEALTHCHECK') {
      healthCheck = JSON.parse(rest.slice(rest.indexOf('CMD ') + 4))
    } else if (instruction === 'ENTRYPOINT') {
      entrypoint = JSON.parse(rest)
    } else if (!['FROM', 'WORKDIR', 'USER', 'EXPOSE'].includes(instruction)) {
      throw new Error(`${dockerfile} says ${instruction}, which no folder can do`)
    }
  }
  return { entrypoint, healthCheck }
}

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
