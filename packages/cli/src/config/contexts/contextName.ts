import { UsageError } from '../../failure/usageError.ts'
import { presetNamed, presetNames } from './presets.ts'

/** The name of a context that may be kept. Throws UsageError for one that may not. */
export function checkedContextName(name: string): string {
  if (presetNamed(name) !== undefined) {
    throw new UsageError(
      `${JSON.stringify(name)} is a preset, which is always the same.`,
      `Choose another name, and start from it: personctl context add my-${name} --preset ${name}`,
    )
  }
  // Lower case only: secrets are kept under the name, and some file systems tell no cases apart.
  if (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name)) return name
  throw new UsageError(
    `${JSON.stringify(name)} is no name for a context.`,
    `It takes up to 64 of a-z, 0-9, dot, underscore and hyphen, with a letter or digit at either end. Presets: ${presetNames.join(', ')}.`,
  )
}
