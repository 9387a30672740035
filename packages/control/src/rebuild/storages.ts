import { resolve } from 'node:path'
import { type Control, newId, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { localStorageSettings } from '../vaults/local-place.ts'

/**
 * The storages to rebuild from: those whose folders are named, with new rows where there are none, or else all that the
 * database knows. The first one is where new vaults lie, if nothing else was said.
 */
export async function storagesOf(
  control: Control,
  paths: readonly string[] | undefined,
): Promise<{ readonly storages: readonly Row<'storage'>[]; readonly added: number }> {
  return await control.sql.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('storage')
      .selectAll()
      .orderBy('createdAt')
      .forUpdate()
      .execute()
    if (paths === undefined) return { storages: known, added: 0 }
    const storages: Row<'storage'>[] = []
    let added = 0
    for (const path of new Set(paths.map((one) => resolve(one)))) {
      const same = known.find((storage) => storage.kind === 'local' && pathOf(storage) === path)
      if (same) {
        storages.push(same)
        continue
      }
      const row = await transaction
        .insertInto('storage')
        .values({
          id: newId(control),
          name: nameFor(path, known),
          kind: 'local',
          settings: JSON.stringify({ path }),
          isDefault: !known.some(({ isDefault }) => isDefault),
          createdAt: now(control),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      known.push(row)
      storages.push(row)
      added++
    }
    return { storages, added }
  })
}

function pathOf({ settings }: Row<'storage'>): string | undefined {
  const parsed = localStorageSettings.safeParse(settings)
  return parsed.success ? resolve(parsed.data.path) : undefined
}

function nameFor(path: string, known: readonly Row<'storage'>[]): string {
  const taken = new Set(known.map(({ name }) => name))
  return taken.has(FIRST) ? path : FIRST
}

/** As the server names it when it starts for the first time: it is the same storage. */
const FIRST = 'This server'
