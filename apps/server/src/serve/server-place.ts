import { join } from 'node:path'
import type { Clock, Random } from '@holdfast/base'
import type { DatabasePlace } from '@holdfast/control'

/** Where a server is: for what is done to it while it does not run. */
export interface ServerPlace {
  readonly dataDirectory: string
  /** Of a PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string
  readonly clock?: Clock
  readonly random?: Random
}

/** Where a server's database is. */
export function databaseOf({
  dataDirectory,
  databaseUrl,
}: Pick<ServerPlace, 'dataDirectory' | 'databaseUrl'>): DatabasePlace {
  return databaseUrl === undefined ? { folder: join(dataDirectory, 'database') } : { url: databaseUrl }
}
