import {
  addMappingRule,
  type Control,
  createProfile,
  createReportSchedule,
  createSubscription,
  deleteProfile,
  raiseAlert,
  type SecretControl,
  systemActor,
} from '@holdfast/control'
import type { SeededPeople } from './seed-people.ts'

const system = systemActor('seed')

export interface SeededOrganisation {
  readonly deletedProfileId: string
  readonly ruleIds: readonly string[]
}

/** Rules, alerts, subscriptions, a report’s schedule and a deleted profile. */
export async function seedOrganisation(
  control: SecretControl,
  { adele, ben, engineeringId }: SeededPeople,
): Promise<SeededOrganisation> {
  const ruleIds: string[] = []
  for (const value of ['Engineering', 'Sales']) {
    const rule = await addMappingRule(control, system, {
      condition: { kind: 'attribute', attribute: 'department', operator: 'equals', value },
      profileId: engineeringId,
    })
    ruleIds.push(rule)
  }
  await createSubscription(control, system, control.secrets, {
    channel: 'mail',
    target: 'alerts@contoso.example',
  })
  await createReportSchedule(control, system, {
    report: 'missed-backups',
    rhythm: { every: 'week', weekday: 1 },
    time: '07:00',
    recipients: ['reports@contoso.example'],
  })
  await seedAlerts(control, [adele.personId, ben.personId])
  const { id, version } = await createProfile(control, system, { name: 'Gone' })
  await deleteProfile(control, system, id, { version, reason: 'Nobody needs it any more.' })
  return { deletedProfileId: id, ruleIds }
}

async function seedAlerts(control: Control, people: readonly string[]): Promise<void> {
  for (const personId of people) {
    await raiseAlert(control, undefined, {
      kind: 'upkeep-failed',
      subject: personId,
      details: { what: 'Pruning', person: 'Adele', personId, code: 'HF_X' },
    })
  }
}
