import { type Migration, Migrator } from 'kysely/migration'
import { controlErrors } from '../errors.ts'
import type { Sql } from './database.ts'
import { foundations } from './migrations/0001-foundations.ts'
import { keys } from './migrations/0002-keys.ts'
import { peopleLists } from './migrations/0003-people-lists.ts'
import { growth } from './migrations/0004-growth.ts'
import { reports } from './migrations/0005-reports.ts'

/** In order; one that was released never changes again. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-foundations': foundations,
  '0002-keys': keys,
  '0003-people-lists': peopleLists,
  '0004-growth': growth,
  '0005-reports': reports,
}

/** Brings the tables up to date, in one transaction. Raises HF_DATABASE_TOO_NEW, HF_DATABASE_UNAVAILABLE. */
export async function migrate(database: Sql): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : String(error)
  if (/missing/.test(reason) && /corrupted/.test(reason)) {
    throw controlErrors.HF_DATABASE_TOO_NEW({ reason }, { cause: error })
  }
  throw controlErrors.HF_DATABASE_UNAVAILABLE({ reason }, { cause: error })
}
