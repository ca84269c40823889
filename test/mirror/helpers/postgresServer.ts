import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** A server of PostgreSQL that the tests have started. */
export interface PostgresServer {
  /** Creates an empty database. Returns its URL. */
  createDatabase(): string
  /** Ends the server at once, as a crash does. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** The folder of the programs of the newest PostgreSQL that Debian has installed; undefined without one. */
export const postgresPrograms: string | undefined = findPrograms()

function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  const folder = join(root, newest ?? '', 'bin')
  if (existsSync(join(folder, 'initdb'))) return folder
  return undefined
}

/** The reason why the tests of PostgreSQL are skipped; undefined if they are not. */
export const withoutPostgres: string | undefined =
  postgresPrograms === undefined ? 'PostgreSQL is not installed: its tests are skipped.' : undefined

/** Starts a server in a temporary folder, on a socket there and on no port. */
export async function startPostgres(): Promise<PostgresServer> {
  if (postgresPrograms === undefined) throw new Error(withoutPostgres)
  const programs = postgresPrograms
  const folder = mkdtempSync(join(tmpdir(), 'personctl-pg-'))
  chmodSync(folder, 0o755)
  // Those of the tests are for their user alone, and the server runs as another one.
  for (let above = dirname(folder); basename(above).startsWith('personctl-'); above = dirname(above))
    chmodSync(above, 0o711)
  const data = join(folder, 'data')
  // The server refuses to run as root.
  const owner = process.getuid?.() === 0 ? userOf('postgres') : undefined
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const options = { cwd: folder, ...owner, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } }
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'mirror', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    { ...options, stdio: 'ignore' },
  )
  const url = (database: string) =>
    `postgres://mirror@localhost/${database}?host=${encodeURIComponent(folder)}`
  let server: ReturnType<typeof spawn> | undefined
  const start = async () => {
    const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=40']
    const flags = settings.flatMap((setting) => ['-c', setting])
    const child = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, '-h', '', ...flags], {
      ...options,
      stdio: 'ignore',
    })
    server = child
    for (;;) {
      try {
        execFileSync(join(programs, 'pg_isready'), ['-h', folder, '-q'], { stdio: 'ignore' })
        return
      } catch {
        if (child.exitCode !== null) throw new Error('PostgreSQL did not start.')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  await start()
  let databases = 0
  return {
    createDatabase() {
      databases += 1
      const name = `mirror_${databases}`
      execFileSync(join(programs, 'createdb'), ['-h', folder, '-U', 'mirror', name], {
        ...options,
        stdio: 'ignore',
      })
      return url(name)
    },
    // SIGQUIT ends the server without a checkpoint, so that it recovers when it starts again.
    crash: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function userOf(name: string): { uid: number; gid: number } {
  const read = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: read('-u'), gid: read('-g') }
}
