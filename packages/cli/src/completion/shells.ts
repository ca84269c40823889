/** The shells that there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'pwsh'

const loaders: Readonly<Record<Shell, () => Promise<{ default: string }>>> = {
  bash: () => import('./scripts/personctl.bash'),
  zsh: () => import('./scripts/personctl.zsh'),
  fish: () => import('./scripts/personctl.fish'),
  pwsh: () => import('./scripts/personctl.ps1'),
}

export const shells: readonly Shell[] = Object.keys(loaders) as Shell[]

/** What a shell has to read to complete the lines of personctl. */
export async function completionScript(shell: Shell): Promise<string> {
  return (await loaders[shell]()).default
}
