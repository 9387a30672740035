import { describe, expect, test } from 'vitest'
import {
  type Actor,
  changeProfile,
  createProfile,
  hideNames,
  namesShown,
  newId,
  readOwnPrivacy,
  requireDataAccess,
  setOwnPrivacy,
  systemActor,
} from '../../src/index.ts'
import { actor, addOnedrive, addPerson, auditOf, cloud, limitedTo } from '../rows.ts'
import { testControl } from '../test-control.ts'

const person = (personId: string): Actor => actor('person', { personId })

describe('a person’s own word', () => {
  test('counts where the profile leaves it to people, and is recorded once', async () => {
    await using control = await testControl()
    const { id } = await createProfile(control, cloud, {
      name: 'Sales',
      settings: { privacy: { personMayEdit: true } },
    })
    const adele = await addPerson(control, id)
    expect(await readOwnPrivacy(control, person(adele))).toEqual({ adminAccess: true, mayEdit: true })
    await requireDataAccess(control.sql, cloud, adele, 'browse')
    expect(await setOwnPrivacy(control, person(adele), false)).toEqual({ adminAccess: false, mayEdit: true })
    await setOwnPrivacy(control, person(adele), false)
    expect(await readOwnPrivacy(control, person(adele))).toEqual({ adminAccess: false, mayEdit: true })
    const blocked = requireDataAccess(control.sql, cloud, adele, 'browse')
    await expect(blocked).rejects.toMatchObject({ code: 'HF_PRIVACY_BLOCKED' })
    expect((await auditOf(control)).slice(1)).toMatchObject([
      { action: 'privacy.changed', targetId: adele, personId: adele, details: { adminAccess: false } },
    ])
    await changeProfile(control, cloud, id, { version: 1, settings: { privacy: { personMayEdit: false } } })
    expect(await readOwnPrivacy(control, person(adele))).toEqual({ adminAccess: true, mayEdit: false })
  })

  test('is not taken where the profile decides, from others than the person, nor from one who is not active', async () => {
    await using control = await testControl()
    const fixed = await createProfile(control, cloud, { name: 'Fixed' })
    const adele = await addPerson(control, fixed.id)
    const say = (who: Actor) => setOwnPrivacy(control, who, false)
    await expect(say(person(adele))).rejects.toMatchObject({ code: 'HF_PRIVACY_FIXED' })
    const free = await createProfile(control, cloud, {
      name: 'Free',
      settings: { privacy: { personMayEdit: true } },
    })
    const ben = await addPerson(control, free.id, { state: 'preserved' })
    await expect(say(person(ben))).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(say(person(newId(control)))).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    await expect(say(actor('person'))).rejects.toMatchObject({ code: 'HF_NOT_FOUND' })
    for (const role of ['cloud-administrator', 'help-desk', 'legal-officer', 'auditor'] as const) {
      await expect(say(actor(role, { personId: adele }))).rejects.toMatchObject({ code: 'HF_FORBIDDEN' })
    }
    const closed = await createProfile(control, cloud, {
      name: 'Closed',
      settings: { privacy: { personMayEdit: true }, selfService: { signIn: false } },
    })
    const cleo = await addPerson(control, closed.id)
    await expect(say(person(cleo))).rejects.toMatchObject({ code: 'HF_SELF_SERVICE_OFF' })
    const words = await control.sql.selectFrom('person').select('adminAccess').execute()
    expect(words.map(({ adminAccess }) => adminAccess)).toEqual([null, null, null])
  })
})

describe('access to data', () => {
  test('is told with the person, or refused with what is in the way', async () => {
    await using control = await testControl()
    const settings = { privacy: { adminAccess: false }, selfService: { download: false } }
    const blocked = await createProfile(control, cloud, { name: 'Blocked', settings })
    const open = await createProfile(control, cloud, { name: 'Open' })
    const [adele, ben] = [await addPerson(control, blocked.id), await addPerson(control, open.id)]
    await addOnedrive(control, ben, { state: 'disabled' })
    const ask = (who: Actor, id: string, use: Parameters<typeof requireDataAccess>[3], quarantined = false) =>
      requireDataAccess(control.sql, who, id, use, { quarantined })
    const lawyer = actor('legal-officer')
    expect(await ask(lawyer, adele, 'download')).toMatchObject({
      person: { id: adele, displayName: 'Adele Vance' },
      access: { allowed: true, overridesPrivacy: true },
      onedrive: undefined,
    })
    expect(await ask(cloud, ben, 'browse')).toMatchObject({
      onedrive: 'disabled',
      access: { overridesPrivacy: false },
    })
    const refused = async (asking: Promise<unknown>, code: string) =>
      expect(asking).rejects.toMatchObject({ code })
    await refused(ask(cloud, adele, 'restore'), 'HF_PRIVACY_BLOCKED')
    await refused(ask(cloud, ben, 'restore'), 'HF_ONEDRIVE_DISABLED')
    await refused(ask(actor('auditor'), ben, 'browse'), 'HF_FORBIDDEN')
    await refused(ask(person(adele), adele, 'download'), 'HF_SELF_SERVICE_OFF')
    await refused(ask(person(adele), ben, 'browse'), 'HF_NOT_FOUND')
    await refused(ask(actor('help-desk', limitedTo(blocked)), ben, 'browse'), 'HF_NOT_FOUND')
    await refused(ask(cloud, newId(control), 'browse'), 'HF_NOT_FOUND')
    await refused(ask(lawyer, adele, 'restore', true), 'HF_SNAPSHOT_QUARANTINED')
    await control.sql.updateTable('onedrive').set({ state: 'deleted' }).execute()
    await refused(ask(cloud, ben, 'browse'), 'HF_ONEDRIVE_DELETED')
    await control.sql.updateTable('person').set({ state: 'preserved' }).where('id', '=', adele).execute()
    await refused(ask(lawyer, adele, 'restore'), 'HF_PERSON_PRESERVED')
    await control.sql.updateTable('person').set({ state: 'deleted' }).where('id', '=', adele).execute()
    await refused(ask(lawyer, adele, 'browse'), 'HF_PERSON_DELETED')
  })
})

describe('names of files', () => {
  test('are blanked in logs and in the audit trail for whoever may not see the data', async () => {
    await using control = await testControl()
    const blocked = await createProfile(control, cloud, {
      name: 'Blocked',
      settings: { privacy: { adminAccess: false } },
    })
    const open = await createProfile(control, cloud, { name: 'Open' })
    const [adele, ben] = [await addPerson(control, blocked.id), await addPerson(control, open.id)]
    const gone = newId(control)
    const rows = [adele, ben, gone, null].map((personId) => ({
      personId,
      message: 'A file failed',
      path: 'Documents/Plan.docx',
      privateDetails: { path: 'Documents/Plan.docx' },
    }))
    const shownTo = async (who: Actor) => {
      const shown = await namesShown(
        control.sql,
        who,
        rows.map(({ personId }) => personId),
      )
      const hidden = hideNames(rows, shown, ({ personId }) => personId)
      expect(hidden.map(({ message }) => message)).toEqual(rows.map(({ message }) => message))
      return hidden.map(({ path, privateDetails }) => {
        expect(path === null).toBe(privateDetails === null)
        return path !== null
      })
    }
    expect(await shownTo(cloud)).toEqual([false, true, false, false])
    expect(await shownTo(actor('auditor'))).toEqual([false, false, false, false])
    expect(await shownTo(actor('legal-officer'))).toEqual([true, true, true, true])
    expect(await shownTo(actor('legal-officer', limitedTo(open)))).toEqual([false, true, false, false])
    expect(await shownTo(actor('legal-officer', { scopes: ['audit:read'] }))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(await shownTo(actor('help-desk', limitedTo(blocked)))).toEqual([false, false, false, false])
    expect(await shownTo(person(adele))).toEqual([true, false, false, false])
    expect(await shownTo(systemActor('worker'))).toEqual([true, true, true, true])
  })

  test('rows without any stay as they are', async () => {
    await using control = await testControl()
    const shown = await namesShown(control.sql, cloud, [])
    expect(hideNames([{ message: 'x' }, { path: null }], shown, () => null)).toEqual([
      { message: 'x' },
      { path: null },
    ])
  })
})
