import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openDatabase } from '../src/index.ts'

/**
 * An embedded database with its tables, made once in each run of the tests, in the folder that is theirs: every test file
 * would else spend seconds on making its own.
 */
export async function emptyDump(): Promise<Blob> {
  const file = join(tmpdir(), 'empty-database.tar')
  if (!existsSync(file)) {
    const folder = mkdtempSync(join(tmpdir(), 'empty-database-'))
    await (await openDatabase({ folder }))[Symbol.asyncDispose]()
    const database = await PGlite.create({ dataDir: folder })
    const dump = await database.dumpDataDir('none')
    await database.close()
    // Two processes may make it at the same time: whichever is whole last stays.
    writeFileSync(`${folder}.tar`, new Uint8Array(await dump.arrayBuffer()))
    renameSync(`${folder}.tar`, file)
  }
  // Read now: another process may put its own in the place of this file.
  return new Blob([readFileSync(file)])
}
