import { flags } from './flags.ts'

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.entries(flags).map(([name, flag]) => {
    const short = flag.short === undefined ? '' : `-${flag.short}, `
    const value = flag.value === undefined ? '' : ` ${flag.value}`
    return [`${short}--${name}${value}`, flag.help] as const
  })
  const width = Math.max(...rows.map(([written]) => written.length))
  const table = rows.map(([written, help]) => `  ${written.padEnd(width)}  ${help}`).join('\n')
  return `Usage: personctl-mock [flags]

A mock of the Mozilla CIS Person API: real tokens, scopes enforced, profiles filtered. Ready when stdout says
"personctl-mock ready URL". The client demo with the secret demo-secret may have every scope.

${table}

Example:
  personctl-mock --port 0 --people 1000 --client reader:s3cret:display:staff,classification:workgroup
`
}
