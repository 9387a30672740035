import { tmpdir } from 'node:os'
import { basename } from 'node:path'
import pg from 'pg'
import type { DatabasePlace } from '../src/index.ts'
import { emptyDump } from './empty-dump.ts'

// biome-ignore lint/style/noProcessEnv: whether the tests run on a server is said from outside
const SERVER = process.env.DATABASE_URL

let databases = 0

/** A place for a database that nobody else uses: embedded, or one of its own on the server of DATABASE_URL. */
export async function emptyDatabase(): Promise<DatabasePlace> {
  if (SERVER === undefined) return { folder: 'memory://', dump: await emptyDump() }
  const name = `${ofThisRun()}${process.pid}_${++databases}`
  await administer(SERVER, async (server) => await server.query(`create database "${name}"`))
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  return { url: url.href }
}

/** Set-up of the tests: what they make on a server goes when all of them are done. */
export function setup(): (() => Promise<void>) | undefined {
  if (SERVER === undefined) return undefined
  return () =>
    administer(SERVER, async (server) => {
      const { rows } = await server.query('select datname from pg_database where starts_with(datname, $1)', [
        ofThisRun(),
      ])
      for (const { datname } of rows) await server.query(`drop database "${datname}" with (force)`)
    })
}

/** All processes of a run of the tests have one folder for what is temporary, which is no other run's. */
function ofThisRun(): string {
  return `${basename(tmpdir())}_`
}

async function administer(server: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await act(client)
  } finally {
    await client.end()
  }
}
