import { ANY_ID, type Expectations } from './expectation.ts'

const readers = ['cloud-administrator', 'auditor'] as const
const writers = ['cloud-administrator'] as const

/** Every setting is read and written by the same people. */
const SETTINGS: Readonly<Record<string, readonly [path: string, reads: string, changes: string]>> =
  Object.fromEntries(
    (
      [
        ['rollback-window', 'readRollbackWindowSetting', 'changeRollbackWindowSetting'],
        ['licence', 'readLicenceSetting', 'changeLicenceSetting'],
        ['alerts', 'readAlertSetting', 'changeAlertSetting'],
        ['events', 'readEventSetting', 'changeEventSetting'],
        ['jobs', 'readJobSetting', 'changeJobSetting'],
        ['upkeep', 'readUpkeepSetting', 'changeUpkeepSetting'],
        ['webhooks', 'readWebhookSetting', 'changeWebhookSetting'],
        ['exclusions', 'readGlobalExclusions', 'changeGlobalExclusions'],
        ['mail', 'readMailSetting', 'changeMailSetting'],
        ['sign-in', 'readSignInSetting', 'changeSignInSetting'],
        ['organisation-sign-in', 'readOrganisationSignIn', 'changeOrganisationSignIn'],
      ] as const
    ).map((each) => [each[0], each]),
  )

const rule = `/api/v1/mapping-rules/${ANY_ID}`

export const settings: Expectations = {
  ...Object.fromEntries(
    Object.values(SETTINGS).flatMap(([path, reads, changes]) => [
      [reads, { url: `/api/v1/settings/${path}`, allowed: readers }],
      [changes, { url: `/api/v1/settings/${path}`, body: {}, allowed: writers }],
    ]),
  ),
  listStorages: { url: '/api/v1/storages', allowed: readers },
  testMailSetting: { url: '/api/v1/settings/mail/test', body: {}, allowed: writers },
  readLicenceUse: { url: '/api/v1/licence-use', allowed: readers },
  readDirectorySync: { url: '/api/v1/directory/sync', allowed: readers },
  findGroups: { url: '/api/v1/directory/groups', allowed: writers },
  listMappingRules: { url: '/api/v1/mapping-rules', allowed: readers },
  addMappingRule: { url: '/api/v1/mapping-rules', body: {}, allowed: writers },
  changeMappingRule: { url: rule, body: {}, allowed: writers },
  removeMappingRule: { url: rule, allowed: writers },
  orderMappingRules: { url: '/api/v1/mapping-rules/order', body: { rules: [ANY_ID] }, allowed: writers },
  importPeople: {
    url: '/api/v1/people/import',
    body: {},
    allowed: ['cloud-administrator', 'profile-administrator'],
  },
}
