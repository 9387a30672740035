import { type Control, newId, now } from '../../src/index.ts'
import { addOneDrive, addPerson, addProfile, DAY, HOUR } from '../alerts/populate.ts'
import type { TestControl } from '../test-control.ts'

const ago = (control: Control, ms: number) => new Date(control.clock.now() - ms)

/** Ids of its profiles, and of its people by how they stand. */
export type Organisation = Readonly<
  Record<'sales' | 'finance' | 'fine' | 'failing' | 'never' | 'preserved' | 'off', string>
>

/** Five people of two profiles: one in each state that reports tell apart. */
export async function organisation(control: TestControl): Promise<Organisation> {
  const sales = await addProfile(control, 'Sales')
  const finance = await addProfile(control, 'Finance')
  const created = { createdAt: ago(control, 40 * DAY) }
  const fine = await addPerson(control, sales, 'Ada', created)
  await addOneDrive(control, fine, {
    lastStatus: 'success',
    lastAttemptAt: ago(control, HOUR),
    lastSuccessAt: ago(control, HOUR),
    firstStartedAt: ago(control, 30 * DAY),
    items: 10,
    bytes: 1_000,
  })
  const failing = await addPerson(control, sales, 'Ben', created)
  await addOneDrive(control, failing, {
    lastStatus: 'failed',
    lastAttemptAt: ago(control, 2 * HOUR),
    lastSuccessAt: ago(control, 3 * DAY),
    firstStartedAt: ago(control, 20 * DAY),
    lastErrorCode: 'HF_STORAGE',
    lastError: '=HYPERLINK("https://evil.example")\nfull',
    items: 5,
    bytes: 500,
  })
  const never = await addPerson(control, finance, 'Cleo', created)
  await addOneDrive(control, never)
  const preserved = await addPerson(control, finance, 'Dan', {
    ...created,
    state: 'preserved',
    preservedAt: ago(control, 10 * DAY),
    preservedBy: 'directory',
  })
  await addOneDrive(control, preserved, {
    lastStatus: 'success',
    lastSuccessAt: ago(control, 11 * DAY),
    firstStartedAt: ago(control, 35 * DAY),
    bytes: 2_000,
  })
  const off = await addPerson(control, sales, 'Eve', created)
  await addOneDrive(control, off, { state: 'disabled', firstStartedAt: ago(control, 39 * DAY), bytes: 7 })
  return { sales, finance, fine, failing, never, preserved, off }
}

/** A backup of somebody that found their files deleted and encrypted. */
export async function addAnomaly(control: Control, personId: string): Promise<void> {
  const result = {
    anomalies: [
      { kind: 'deleted', files: 900, most: 12 },
      { kind: 'encrypted', files: 400, most: 0 },
    ],
    lastGoodSnapshotId: 'c0ffee',
  }
  await control.sql
    .insertInto('job')
    .values({
      id: newId(control),
      kind: 'backup',
      state: 'succeeded',
      personId,
      requestedBy: 'scheduler',
      request: '{}',
      result: JSON.stringify(result),
      createdAt: now(control),
      endedAt: now(control),
      updatedAt: now(control),
    })
    .execute()
}
