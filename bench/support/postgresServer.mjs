// Starts the server that Debian installs, for the tests and the benchmark of the mirror.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the programs of the newest PostgreSQL that Debian has installed; undefined without one. */
export const postgresPrograms = findPrograms()

function findPrograms() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  const folder = join(root, newest ?? '', 'bin')
  if (existsSync(join(folder, 'initdb'))) return folder
  return undefined
}

/** The reason why the tests of PostgreSQL are skipped; undefined if they are not. */
export const withoutPostgres =
  postgresPrograms === undefined ? 'PostgreSQL is not installed: its tests are skipped.' : undefined

/** Starts a server in a temporary folder, on a socket there and on no port. */
export async function startPostgres() {
  if (postgresPrograms === undefined) throw new Error(withoutPostgres)
  const programs = postgresPrograms
  // Not in a folder of the tests, which only their owner may enter.
  const folder = mkdtempSync('/tmp/personctl-pg-')
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  // The server refuses to run as root.
  const owner = process.getuid?.() === 0 ? userOf('postgres') : undefined
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const options = { cwd: folder, ...owner, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'mirror', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    { ...options, stdio: 'ignore' },
  )
  const url = (database) => `postgres://mirror@localhost/${database}?host=${encodeURIComponent(folder)}`
  let server
  const start = async () => {
    // Commits reach the files at once, if not the disk: a server that is killed must not forget them.
    const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=40']
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
  const end = async (signal) => {
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

function userOf(name) {
  const read = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: read('-u'), gid: read('-g') }
}
