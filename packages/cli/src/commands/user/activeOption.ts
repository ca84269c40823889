import { type ActiveFilter, activeFilterValues } from '@personctl/sdk'
import type { Command, Option } from 'commander'

/** Those who are active, or those who have left: some lists have no way to ask for both. */
export type EitherActive = Exclude<ActiveFilter, 'any'>

export const eitherActiveValues: readonly EitherActive[] = activeFilterValues.filter(
  (value): value is EitherActive => value !== 'any',
)

export function activeOption(command: Command, choices: readonly ActiveFilter[]): Option {
  return command
    .createOption('--active <filter>', 'whether the person must be active')
    .choices(choices)
    .default('true', 'true')
}
