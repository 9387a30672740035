import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { JobQueue, openDatabase } from '../src/index.ts'

/**
 * An embedded database with its tables and those of the queue, made once in each run of the tests, in the folder that is
 * theirs: every test that needs one would else spend seconds on making its own.
 */
export async function emptyDump(): Promise<Blob> {
  const file = join(tmpdir(), 'empty-database.tar')
  if (!existsSync(file)) await makeDump(file)
  // Read now: another process may put its own in the place of this file.
  return new Blob([readFileSync(file)])
}

/** The same in a folder, which is made. */
export async function emptyFolder(folder: string): Promise<void> {
  const made = join(tmpdir(), 'empty-database')
  if (!existsSync(made)) await makeDump(join(tmpdir(), 'empty-database.tar'))
  cpSync(made, folder, { recursive: true })
}

async function makeDump(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'empty-database-'))
  await makeTables(folder)
  const database = await PGlite.create({ dataDir: folder })
  const dump = await database.dumpDataDir('none')
  await database.close()
  // Two processes may make it at the same time: whichever is whole last stays, or of the folders the first.
  writeFileSync(`${folder}.tar`, new Uint8Array(await dump.arrayBuffer()))
  renameSync(`${folder}.tar`, file)
  const made = join(tmpdir(), 'empty-database')
  try {
    renameSync(folder, made)
  } catch (error) {
    if (!existsSync(made)) throw error
  }
}

async function makeTables(folder: string): Promise<void> {
  await using database = await openDatabase({ folder })
  await using _ = await JobQueue.start({ database })
}
