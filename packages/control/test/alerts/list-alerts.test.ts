import { describe, expect, test } from 'vitest'
import { listAlerts, raiseAlert, resolveAlert, systemActor } from '../../src/index.ts'
import { type TestControl, testControl } from '../test-control.ts'
import { actorWith, addPerson, addProfile, administrator, MINUTE } from './populate.ts'

async function raise(control: TestControl, subject: string, personId = subject): Promise<void> {
  const details = { person: subject, personId, code: 'HF_X' }
  await raiseAlert(control, undefined, { kind: 'backup-failed', subject, details })
}

describe('the list of alerts', () => {
  test('comes in pages, the newest first, none twice and none left out', async () => {
    await using control = await testControl()
    for (let i = 0; i < 25; i++) {
      await raise(control, `${i}`)
      // Several begin at the same time.
      if (i % 3 === 0) control.clock.advance(MINUTE)
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listAlerts(control, administrator, { limit: 7, ...(after && { after }) })
      expect(page.alerts.length).toBeLessThanOrEqual(7)
      seen.push(...page.alerts.map(({ subject }) => subject))
      // What changes between two pages moves nothing.
      await raise(control, '3')
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
    expect(seen[0]).toBe('24')
    expect(seen.at(-1)).toBe('0')
  })

  test('is limited by severity, kind, person, and whether they last', async () => {
    await using control = await testControl()
    const profile = await addProfile(control, 'Sales')
    const megan = await addPerson(control, profile, 'Megan')
    await raise(control, 'megan', megan)
    await raise(control, 'lee')
    await raiseAlert(control, undefined, {
      kind: 'space-low',
      subject: 'disk',
      details: { place: '/', freePercent: 3 },
    })
    await resolveAlert(control, undefined, { kind: 'backup-failed', subject: 'lee' })
    const subjects = async (query: Parameters<typeof listAlerts>[2]) =>
      (await listAlerts(control, administrator, query)).alerts.map(({ subject }) => subject).sort()
    expect(await subjects({})).toEqual(['disk', 'megan'])
    expect(await subjects({ which: 'older' })).toEqual(['lee'])
    expect(await subjects({ severities: ['high', 'critical'] })).toEqual(['disk'])
    expect(await subjects({ kinds: ['backup-failed'] })).toEqual(['megan'])
    expect(await subjects({ personId: megan })).toEqual(['megan'])
    expect(await subjects({ kinds: [] })).toEqual([])
    expect(await subjects({ severities: [] })).toEqual([])
  })

  test('shows whoever is limited to profiles the alerts about their people only', async () => {
    await using control = await testControl()
    const [sales, finance] = [await addProfile(control, 'Sales'), await addProfile(control, 'Finance')]
    await raise(control, 'megan', await addPerson(control, sales, 'Megan'))
    await raise(control, 'lee', await addPerson(control, finance, 'Lee'))
    await raise(control, 'nobody', 'not an id')
    await raiseAlert(control, undefined, { kind: 'one-administrator', subject: 'organisation', details: {} })
    const seen = async (profiles?: string[]) =>
      (await listAlerts(control, actorWith('profile-administrator', profiles))).alerts
        .map(({ subject }) => subject)
        .sort()
    expect(await seen([sales])).toEqual(['megan'])
    expect(await seen([sales, finance])).toEqual(['lee', 'megan'])
    expect(await seen([])).toEqual([])
    expect(await seen()).toEqual(['lee', 'megan', 'nobody', 'organisation'])
    expect((await listAlerts(control, systemActor('x'))).alerts).toHaveLength(4)
  })

  test.each(['x', 'e30', Buffer.from('["2026","2"]').toString('base64url')])(
    'takes no place that is not of a page (%s)',
    async (after) => {
      await using control = await testControl()
      await expect(listAlerts(control, administrator, { after })).rejects.toMatchObject({
        code: 'HF_INVALID',
      })
    },
  )
})
