import { readFileSync } from 'node:fs'
import { contextFilePath } from '../config/contexts/contextFilePath.ts'
import { presetNames } from '../config/contexts/presets.ts'
import { configFolder } from '../config/folder.ts'
import type { Environment } from '../config/variables.ts'

/** The contexts that there seem to be. A file that makes no sense has none: that is for a command to say. */
export function contextNames(env: Environment): string[] {
  try {
    const { contexts } = JSON.parse(readFileSync(contextFilePath(configFolder(env).path), 'utf8'))
    return [...new Set([...Object.keys(contexts), ...presetNames])]
  } catch {
    return [...presetNames]
  }
}
