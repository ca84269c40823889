import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'
import { complete, jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { everyCommand, everyVerb, globalOptions } from './helpers/commandTable.ts'
import { hasTerminal, startOnTerminal } from './helpers/pseudoTerminal.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const env = { PATH: `${root}node_modules/.bin${delimiter}${process.env['PATH']}` }

/** What the last of the words can become, as a shell asks. */
async function candidates(...words: string[]): Promise<string[]> {
  const answer = await complete([String(words.length - 1), ...words])
  return answer
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '')
}

describe('completion', () => {
  it('offers every command', async () => {
    for (const [path] of everyCommand) {
      const words = path.split(' ')
      expect(await candidates(...words)).toContain(words.at(-1))
    }
  })

  it('offers the options of every command, and their values', async () => {
    for (const [path, { options, isForwarded }] of everyVerb) {
      const offered = await candidates(...path.split(' '), '--')
      const all = isForwarded ? options : [...options, ...globalOptions]
      expect(offered).toEqual(all.map(({ flags }) => flags.at(-1)))
    }
    expect(await candidates('user', 'list', '-o', '')).toEqual([
      'table',
      'json',
      'ndjson',
      'yaml',
      'csv',
      'text',
    ])
    expect(await candidates('--output=y')).toEqual(['--output=yaml'])
    expect(await candidates('-c', 'mozilla-')).toEqual(['mozilla-test', 'mozilla-dev'])
  })

  it.each<[string[], string[]]>([
    [['user', 'get', '--display', 'n'], ['ndaed']],
    [['user', 'get', '--active=a'], ['--active=any']],
    [['user', '-o', 'json', 'get', '--by', 'e'], ['email']],
    [['user', 'list', '--columns', 'uu'], ['uuid']],
    [['user', 'list', '--columns', 'uuid,uui'], []],
    [['user', 'list', '--columns', 'name,first'], ['name,first_name']],
    [
      ['user', 'ids', '--sort-by', 'uu'],
      ['uuid', 'uuid:desc'],
    ],
    [
      ['user', 'search', 'staff_information.st'],
      ['staff_information.staff=true', 'staff_information.staff=false'],
    ],
    [['user', 'search', 'staff_information.te'], ['staff_information.team=']],
    [['scopes', 'for', 'uuid', 'primary_e'], ['primary_email']],
    [['scopes', 'explain', 'display:no'], ['display:none']],
    [['group', 'list', '--field', 'displayN'], ['displayName']],
    [['group', 'list', '--filter', 'displayN'], ['displayName:']],
    [
      ['group', 'list', '--filter', 'displayName:'],
      ['displayName:contains:', 'displayName:eq:', 'displayName:gt:'],
    ],
    [['group', 'list', '--filter', 'displayName:contains:'], []],
    [
      ['group', 'list', '--filter', 'no,such:'],
      ['no,such:contains:', 'no,such:eq:', 'no,such:gt:'],
    ],
    [['group', 'members', 'x', '--filter=activeUser:t'], ['--filter=activeUser:true']],
    [
      ['identity', 'list', '--filter', 'source:eq:'],
      ['source:eq:cern', 'source:eq:edugain'],
    ],
    [['identity', 'groups', 'x', '--filter', 'isComputingGroup:f'], ['isComputingGroup:false']],
    [['app', 'list', '--filter', 'owner'], ['ownerId:']],
    [['app', 'role', 'list', 'x', '--filter', 'multifactor:t'], ['multifactor:true']],
    [['group', 'get', 'x', '--columns', 'groupIdentifier,displayN'], ['groupIdentifier,displayName']],
    [['app', 'role', 'c'], ['create']],
    [['context', 'use', 'mozilla-d'], ['mozilla-dev']],
    [['context', 'set', 'x', '--unset', 'tok'], ['token-url']],
    [
      ['context', 'add', 'x', '--client-secret'],
      ['--client-secret-file', '--client-secret-stdin'],
    ],
    [['user', 'validate', ''], [':files']],
    [['mock', 'start', '--data', ''], [':files']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'pwsh'],
    ],
    [['help', 'ex'], ['exit-codes']],
    [['help', 'user', 'e'], ['exists']],
    [['user', 'get', '--demo', '--dem'], []],
    [['user', 'get', '--', '--'], []],
    [['bogus', 'get', 'x'], []],
  ])('offers the candidates for %j', async (words, expected) => {
    expect(await candidates(...words)).toEqual(expected)
  })

  it('offers the values of every field of CERN that has few, as the description of the service names them', async () => {
    const { components } = parse(readFileSync(join(root, 'openapi/cern.yaml'), 'utf8'))
    const lists = { Identity: 'identity list', Group: 'group list', Role: 'app role list x' }
    for (const [schema, list] of Object.entries(lists)) {
      const properties: Record<string, { type: string | string[]; examples?: string[] }> =
        components.schemas[schema].properties
      for (const [field, { type, examples = [] }] of Object.entries(properties)) {
        const isBoolean = [type].flat().includes('boolean')
        const isName = type === 'string' && !['groupIdentifier', 'displayName', 'name'].includes(field)
        const wanted = isBoolean ? ['true', 'false'] : isName ? examples : []
        const offered = await candidates(...list.split(' '), '--filter', `${field}:eq:`)
        expect({ field, offered }).toEqual({
          field,
          offered: expect.arrayContaining(wanted.map((value) => `${field}:eq:${value}`)),
        })
      }
    }
  })

  it('offers stored contexts, and only presets if the file cannot be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const kept = { PERSONCTL_CONFIG_DIR: folder }
    const added = await runPersonctl(['context', 'add', 'mozilla-work', '--preset', 'mozilla'], { env: kept })
    expect(added.exitCode).toBe(0)
    const offered = async () => (await complete(['1', '-c', 'mozilla-'], kept)).trimEnd().split('\n')
    expect(await offered()).toEqual(['mozilla-work', 'mozilla-test', 'mozilla-dev'])
    writeFileSync(join(folder, 'contexts.json'), '{')
    expect(await offered()).toEqual(['mozilla-test', 'mozilla-dev'])
  })

  it('offers all verbs if the shell dropped the empty word', async () => {
    expect(await complete(['1', 'scopes'])).toMatch(/^explain\t.+\nfor\t.+\n$/)
  })

  it('writes no error for an invalid index', async () => {
    for (const words of [[], ['x'], ['-1', 'user'], ['99', 'user']]) {
      expect((await runPersonctlProcess(['__complete', ...words])).stderr).toBe('')
    }
  })
})

describe('the completion script', () => {
  it('is refused for an unknown shell and with a format', async () => {
    expect(await runPersonctl(['completion', 'csh'])).toMatchObject({ exitCode: 2, stdout: '' })
    expect(await runPersonctl(['completion', 'bash', '-o', 'json'])).toMatchObject({
      exitCode: 2,
      stdout: '',
    })
    expect(jsonError(await runPersonctl(['completion'])).message).toContain('shell')
  })

  /** What is typed, with a tab, and what has become of it; Z shows whether there is a space before what is typed next. */
  const lines = [
    ['personctl us', 'personctl user Z'],
    ['personctl user get --act', 'personctl user get --active Z'],
    ['personctl user get --output=js', 'personctl user get --output=json Z'],
    ['personctl user get --output=', 'personctl user get --output=Z'],
    ['personctl user list --sort-by last_name:de', 'personctl user list --sort-by last_name:desc Z'],
    ['personctl user list --columns uuid,first', 'personctl user list --columns uuid,first_name Z'],
    ['personctl user search staff_information.tea', 'personctl user search staff_information.team=Z'],
    ['personctl -c mozilla-d', 'personctl -c mozilla-dev Z'],
    ['personctl scopes explain display:no', 'personctl scopes explain display:none Z'],
    ['personctl user validate tsdow', 'personctl user validate tsdown.config.ts Z'],
    ['personctl help exit', 'personctl help exit-codes Z'],
    ['personctl group list --filter displayN', 'personctl group list --filter displayName:Z'],
    ['personctl group list --filter displayName:con', 'personctl group list --filter displayName:contains:Z'],
    ['personctl identity list --filter type:Pe', 'personctl identity list --filter type:Person Z'],
    ['personctl identity list --filter=blocked:eq:t', 'personctl identity list --filter=blocked:eq:true Z'],
    // Several candidates, or none: the line stays.
    ['personctl group list --filter displayName:', 'personctl group list --filter displayName:Z'],
    ['personctl group list --filter displayName:gt:', 'personctl group list --filter displayName:gt:Z'],
    ['personctl user search staff_information.team=', 'personctl user search staff_information.team=Z'],
  ] as const

  /** Types lines into a shell, and has it say what has become of each. */
  async function typed(shell: readonly string[], setUp: string): Promise<string[]> {
    const terminal = startOnTerminal([], {
      program: shell,
      columns: 200,
      env: { ...env, TERM: 'dumb', HOME: '/' },
    })
    terminal.type(`cd ${root}; ${setUp}; echo REA""DY\n`)
    await terminal.shows('READY')
    for (const [line] of lines) {
      // Ctrl-A is the beginning of the line, and Ctrl-U empties it.
      terminal.type(`${line}\tZ\u0001echo 'LINE:' \n`)
      await terminal.shows(
        new RegExp(`(^LINE: [^]*){${lines.findIndex(([other]) => other === line) + 1}}`, 'm'),
      )
    }
    terminal.type('exit\n')
    const { shown } = await terminal.outcome
    return [...shown.matchAll(/^LINE: (.*?)\r*$/gm)].map(([, line = '']) => line)
  }

  const has = (shell: string) => {
    const isThere = spawnSync(shell, ['--version'], { env }).status === 0
    if (!isThere) console.warn(`There is no ${shell} here: its completion is not tested.`)
    return isThere
  }
  const wanted = lines.map(([, line]) => line)

  it.runIf(hasTerminal && has('bash'))('completes lines in bash', { timeout: 60_000 }, async () => {
    const setUp = 'source <(personctl completion bash); bind "set bell-style none"'
    expect(await typed(['bash', '--norc', '--noprofile', '-i'], setUp)).toEqual(wanted)
  })

  // What is quoted, a line on a terminal does not show once the shell has read it.
  it.runIf(has('bash'))('adds no quotes in bash where nothing is left to be added', () => {
    const words = ['personctl', 'user', 'search', 'staff_information.team', '=']
    const script = `source <(personctl completion bash)
      COMP_LINE="personctl user search staff_information.team="; COMP_POINT=\${#COMP_LINE}
      COMP_WORDS=(${words.join(' ')}); COMP_CWORD=4
      _personctl; printf '<%s>' "\${#COMPREPLY[@]}" "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['-c', script], { env, encoding: 'utf8' })
    expect(stdout).toBe('<0>')
  })

  it.runIf(hasTerminal && has('zsh'))('completes lines in zsh', { timeout: 60_000 }, async () => {
    const setUp =
      'autoload -Uz compinit; compinit -D -u; source <(personctl completion zsh); unsetopt beep prompt_sp'
    expect(await typed(['zsh', '-f', '-i'], setUp)).toEqual(wanted)
  })

  it.runIf(has('fish'))('completes lines in fish', { timeout: 60_000 }, () => {
    for (const [line, after] of lines.slice(0, -3)) {
      const script = `personctl completion fish | source; cd ${root}; complete -C '${line}'`
      const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { env, encoding: 'utf8' })
      const [value] = stdout.split(/[\t\n]/)
      expect(`${line.slice(0, line.lastIndexOf(' '))} ${value}`).toBe(
        after.endsWith('--output=Z') ? 'personctl user get --output=table' : after.replace(/ ?Z$/, ''),
      )
    }
  })

  it.runIf(has('pwsh'))('completes lines in PowerShell', { timeout: 60_000 }, () => {
    for (const [line, after] of lines.slice(0, -3).filter(([other]) => !other.includes('tsdow'))) {
      const script = `personctl completion pwsh | Out-String | Invoke-Expression; (TabExpansion2 '${line}' ${line.length}).CompletionMatches[0].CompletionText`
      const { stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', script], { env, encoding: 'utf8' })
      expect(`${line.slice(0, line.lastIndexOf(' '))} ${stdout.trim()}`).toBe(
        after.endsWith('--output=Z') ? 'personctl user get --output=table' : after.replace(/ ?Z$/, ''),
      )
    }
  })
})
