import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Control,
  createProfile,
  deletePeople,
  disableOneDrives,
  ensureDefaultProfile,
  ensureLocalStorage,
  preservePeople,
  systemActor,
} from '@holdfast/control'
import { addOnedrive, addPerson } from '../../../packages/control/test/rows.ts'

const system = systemActor('seed')

export interface SeededPeople {
  /** Whose profile lets them change their privacy; has a backup once one is made. */
  readonly adele: { readonly personId: string; readonly onedriveId: string }
  readonly ben: { readonly personId: string; readonly onedriveId: string }
  readonly engineeringId: string
  readonly allIds: readonly string[]
}

/** Profiles, and people in every state. */
export async function seedPeople(control: Control): Promise<SeededPeople> {
  await ensureLocalStorage(control, mkdtempSync(join(tmpdir(), 'holdfast-fuzz-')))
  const { id: defaultId } = await ensureDefaultProfile(control)
  const engineering = await createProfile(control, system, {
    name: 'Engineering',
    settings: { privacy: { adminAccess: true, personMayEdit: true } },
  })
  await createProfile(control, system, { name: 'Nobody yet' })
  const add = async (name: string, profileId: string) => {
    const personId = await addPerson(control, profileId, {
      displayName: name,
      principalName: `${name.toLowerCase()}@contoso.example`,
      email: `${name.toLowerCase()}@contoso.example`,
    })
    return { personId, onedriveId: await addOnedrive(control, personId) }
  }
  const adele = await add('Adele', engineering.id)
  const ben = await add('Ben', defaultId)
  const others: string[] = []
  for (const name of ['Chloe', 'Dario', 'Ekin', 'Fatou', 'Goran', 'Hana', 'Ivo', 'Joni']) {
    const { personId } = await add(name, others.length % 2 ? engineering.id : defaultId)
    others.push(personId)
  }
  const [chloe = '', dario = '', ekin = '', fatou = ''] = others
  await preservePeople(control, system, { people: [chloe, dario] })
  await deletePeople(control, system, { people: [ekin, fatou], reason: 'They left the organisation.' })
  await disableOneDrives(control, system, { people: [others[4] ?? ''] })
  const allIds = [adele.personId, ben.personId, ...others]
  return { adele, ben, engineeringId: engineering.id, allIds }
}
