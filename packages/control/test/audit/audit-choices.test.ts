import { expect, test } from 'vitest'
import { type Actor, listAudit, readAuditChoices, recordAudit, systemActor } from '../../src/index.ts'
import { actorWith, addPerson, addProfile, administrator } from '../alerts/populate.ts'
import { type TestControl, testControl } from '../test-control.ts'

async function record(control: TestControl, actor: Actor, action: string, personId?: string): Promise<void> {
  await control.sql.transaction().execute((transaction) =>
    recordAudit(control, transaction, actor, {
      action,
      target: { kind: 'profile', id: 'p' },
      ...(personId !== undefined && { personId }),
    }),
  )
}

const adele: Actor = { ...administrator, id: 'adele' }

test('what can be looked for is what stands in the trail, as far as it may be seen', async () => {
  await using control = await testControl()
  const sales = await addProfile(control, 'Sales')
  const megan = await addPerson(control, sales, 'Megan')
  await record(control, { ...adele, name: 'Adele Before' }, 'profile.changed')
  await record(control, adele, 'person.preserved', megan)
  await record(control, adele, 'profile.changed')
  await record(control, systemActor('keys'), 'key.made')
  expect(await readAuditChoices(control, adele)).toEqual({
    actions: ['key.made', 'person.preserved', 'profile.changed'],
    actors: [
      { kind: 'account', id: 'adele', name: 'Adele' },
      { kind: 'system', id: 'keys', name: 'Holdfast keys' },
    ],
  })
  expect(await readAuditChoices(control, actorWith('auditor', [sales]))).toEqual({
    actions: ['person.preserved'],
    actors: [{ kind: 'account', id: 'adele', name: 'Adele' }],
  })
  await expect(readAuditChoices(control, actorWith('help-desk'))).rejects.toMatchObject({
    code: 'HF_FORBIDDEN',
  })
})

test('entries are told apart by who acted, and name the person whom they concern', async () => {
  await using control = await testControl()
  const megan = await addPerson(control, await addProfile(control, 'Sales'), 'Megan')
  await record(control, adele, 'person.preserved', megan)
  await record(control, { ...adele, id: 'm', name: 'Megan', role: 'person' }, 'data.browsed', megan)
  await record(control, systemActor('keys'), 'key.made')
  const found = async (actorKind: 'administrator' | 'person' | 'system') =>
    (await listAudit(control, adele, { actorKind }, async () => new Set())).entries.map(
      ({ action, personName }) => ({ action, personName }),
    )
  expect(await found('administrator')).toEqual([{ action: 'person.preserved', personName: 'Megan' }])
  expect(await found('person')).toEqual([{ action: 'data.browsed', personName: 'Megan' }])
  expect(await found('system')).toEqual([{ action: 'key.made', personName: null }])
})
