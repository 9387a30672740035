import { expect, test } from 'vitest'
import { type Actor, type Control, createProfile, listOwnActivity, recordAudit } from '../../src/index.ts'
import { actor, addPerson, cloud } from '../rows.ts'
import { testControl } from '../test-control.ts'

async function record(control: Control, who: Actor, action: string, personId: string): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    await recordAudit(control, transaction, who, {
      action,
      target: { kind: 'person', id: personId },
      personId,
      privateDetails: { path: 'Plans/secret.docx' },
    })
  })
}

test('a person sees who looked into the backup and what was done with it, of their own alone, page by page', async () => {
  await using control = await testControl()
  const { id } = await createProfile(control, cloud, { name: 'Sales' })
  const [adele, ben] = [await addPerson(control, id), await addPerson(control, id)]
  const own = actor('person', { personId: adele })
  await record(control, cloud, 'data.browsed', adele)
  await record(control, own, 'data.browsed', adele)
  await record(control, own, 'data.downloaded', adele)
  await record(control, cloud, 'data.downloaded', ben)
  await record(control, { ...cloud, address: '192.0.2.7' }, 'restore.requested', adele)
  await record(control, cloud, 'key.used', adele)

  const { entries } = await listOwnActivity(control, own, {})
  expect(entries.map(({ action, actor: who }) => [action, who.isOneself])).toEqual([
    ['restore.requested', false],
    ['data.downloaded', true],
    ['data.browsed', false],
  ])
  expect(entries[0]).toMatchObject({
    actor: { name: 'cloud-administrator', role: 'cloud-administrator' },
    privateDetails: { path: 'Plans/secret.docx' },
  })
  expect(JSON.stringify(entries)).not.toContain('192.0.2.7')

  const first = await listOwnActivity(control, own, { limit: 2 })
  expect(first.entries).toEqual(entries.slice(0, 2))
  const rest = await listOwnActivity(control, own, { limit: 2, before: first.next ?? 0 })
  expect(rest).toEqual({ entries: entries.slice(2), next: null })
  await expect(listOwnActivity(control, cloud, {})).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
})
