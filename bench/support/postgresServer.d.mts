/** A server of PostgreSQL in a temporary folder. */
export interface PostgresServer {
  /** Creates an empty database. Returns its URL. */
  createDatabase(): string
  /** Ends the server at once, as a crash does. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

/** The reason why the tests of PostgreSQL are skipped; undefined if they are not. */
export const withoutPostgres: string | undefined

/** Starts a server in a temporary folder, on a socket there and on no port. */
export function startPostgres(): Promise<PostgresServer>
