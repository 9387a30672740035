import {
  ALERT_SETTING,
  changeGlobalExclusions,
  changeMailSettings,
  changeOidcSettings,
  changeSetting,
  changeSignInSettings,
  EVENT_SETTING,
  exclusionLists,
  JOB_SETTING,
  licence,
  licenceUse,
  mailInput,
  oidcChange,
  readGlobalExclusions,
  readOidcSettings,
  readSignInSettings,
  rollbackWindow,
  type SettingOf,
  sendTestMail,
  showMailSettings,
  showSetting,
  signInSettings,
  UPKEEP_SETTING,
  WEBHOOK_SETTING,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const tags = ['settings'] as const
const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const version = z.int().describe('0 while it was never changed; send it as If-Match with a change.')

/** Reading and replacing one of the organisation's settings. */
function settingRoutes<Schema extends z.ZodType<object>>(
  name: string,
  path: string,
  summary: string,
  setting: SettingOf<Schema>,
): readonly Route[] {
  const stored = component(`${name}Setting`, z.object({ value: setting.schema, version }))
  const url = `/api/v1/settings/${path}`
  return [
    defineRoute({
      id: `read${name}Setting`,
      method: 'GET',
      url,
      access: read,
      tags,
      summary,
      answers: { 200: stored },
      handle: ({ control, actor }) => showSetting(control, actor, setting) as never,
    }),
    defineRoute({
      id: `change${name}Setting`,
      method: 'PUT',
      url,
      access: write,
      tags,
      summary: `Changes: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
      body: setting.schema,
      ifMatch: true,
      answers: { 200: stored },
      handle: ({ control, actor, body, version: on }) =>
        changeSetting(control, actor, setting, body as never, on) as never,
    }),
  ]
}

const exclusions = component('GlobalExclusions', z.object({ lists: exclusionLists, version }))

const readExclusionsRoute = defineRoute({
  id: 'readGlobalExclusions',
  method: 'GET',
  url: '/api/v1/settings/exclusions',
  access: read,
  tags,
  summary: 'What is backed up for nobody',
  answers: { 200: exclusions },
  handle: ({ control, actor }) => readGlobalExclusions(control, actor),
})

const changeExclusionsRoute = defineRoute({
  id: 'changeGlobalExclusions',
  method: 'PUT',
  url: '/api/v1/settings/exclusions',
  access: write,
  tags,
  summary: 'Changes what is backed up for nobody',
  description:
    'Lists separated by `;`. Takes effect at the next backup cycle; earlier snapshots keep what they have.',
  body: exclusionLists,
  ifMatch: true,
  answers: { 200: exclusions },
  handle: ({ control, actor, body, version: on }) =>
    changeGlobalExclusions(control, actor, { lists: body, version: on }),
})

const mailView = component(
  'MailSetting',
  z.object({
    value: mailInput.omit({ password: true }).extend({ hasPassword: z.boolean() }),
    version,
  }),
)

const readMailRoute = defineRoute({
  id: 'readMailSetting',
  method: 'GET',
  url: '/api/v1/settings/mail',
  access: read,
  tags,
  summary: 'How mails are sent, without the password',
  answers: { 200: mailView },
  handle: ({ control, actor }) => showMailSettings(control, actor),
})

const changeMailRoute = defineRoute({
  id: 'changeMailSetting',
  method: 'PUT',
  url: '/api/v1/settings/mail',
  access: write,
  tags,
  summary: 'Changes how mails are sent; left out, the password stays',
  body: mailInput,
  ifMatch: true,
  answers: { 200: mailView },
  handle: ({ control, actor, body, version: on }) =>
    changeMailSettings(control, actor, control.secrets, body, on),
})

const testMailRoute = defineRoute({
  id: 'testMailSetting',
  method: 'POST',
  url: '/api/v1/settings/mail/test',
  access: write,
  tags,
  summary: 'Sends a mail by the settings that are stored',
  body: z.strictObject({ to: z.email().max(320) }),
  answers: { 204: nothing },
  errors: ['HF_MAIL_NOT_CONFIGURED', 'HF_MAIL_FAILED'],
  idempotent: false,
  rateLimit: { requests: 10, seconds: 60 },
  handle: async ({ services, control, actor, body, signal }) => {
    await sendTestMail(control, actor, services.channels, body.to, { signal })
    return undefined
  },
})

const signInView = component('SignInSetting', z.object({ value: signInSettings, version }))

const readSignInRoute = defineRoute({
  id: 'readSignInSetting',
  method: 'GET',
  url: '/api/v1/settings/sign-in',
  access: read,
  tags,
  summary: 'Second factors and how long sessions last',
  answers: { 200: signInView },
  handle: ({ control, actor }) => readSignInSettings(control, actor),
})

const changeSignInRoute = defineRoute({
  id: 'changeSignInSetting',
  method: 'PUT',
  url: '/api/v1/settings/sign-in',
  access: write,
  tags,
  summary: 'Changes second factors and how long sessions last',
  body: signInSettings,
  ifMatch: true,
  answers: { 200: signInView },
  handle: ({ control, actor, body, version: on }) => changeSignInSettings(control, actor, body, on),
})

const oidcView = component(
  'OrganisationSignInSetting',
  z.object({
    value: z.object({
      enabled: z.boolean(),
      issuer: z.string(),
      clientId: z.string(),
      scopes: z.array(z.string()),
      tenantId: z.string().nullable(),
      claim: z.string(),
      roles: z.array(
        z.object({ value: z.string(), role: z.string(), profiles: z.array(z.uuid()).nullable() }),
      ),
      people: z.boolean(),
      hasSecret: z.boolean(),
    }),
    version,
  }),
)

const readOidcRoute = defineRoute({
  id: 'readOrganisationSignIn',
  method: 'GET',
  url: '/api/v1/settings/organisation-sign-in',
  access: read,
  tags,
  summary: 'Sign-in with the organisation (OpenID Connect), without the secret',
  answers: { 200: oidcView },
  handle: ({ control, actor }) => readOidcSettings(control, actor),
})

const changeOidcRoute = defineRoute({
  id: 'changeOrganisationSignIn',
  method: 'PUT',
  url: '/api/v1/settings/organisation-sign-in',
  access: write,
  tags,
  summary: 'Changes sign-in with the organisation; left out, the secret stays',
  body: oidcChange,
  ifMatch: true,
  answers: { 200: oidcView },
  errors: ['HF_NOT_FOUND', 'HF_ROLE_BEYOND'],
  handle: ({ control, actor, body, version: on }) => changeOidcSettings(control, actor, body, on),
})

const seatUse = z.object({
  used: z.int(),
  seats: z.int().nullable().describe('null for no limit.'),
  state: z.enum(['within', 'buffer', 'exceeded']),
  free: z.int().nullable(),
})

const licenceUseRoute = defineRoute({
  id: 'readLicenceUse',
  method: 'GET',
  url: '/api/v1/licence-use',
  access: read,
  tags,
  summary: 'How many licences are used',
  answers: { 200: z.object({ active: seatUse.extend({ buffer: z.int() }), preserved: seatUse }) },
  handle: ({ control }) => licenceUse(control),
})

export const settingsRoutes: readonly Route[] = [
  ...settingRoutes(
    'RollbackWindow',
    'rollback-window',
    'How long a delete can be taken back',
    rollbackWindow,
  ),
  ...settingRoutes('Licence', 'licence', 'What the organisation is licensed for', licence),
  ...settingRoutes('Alert', 'alerts', 'When there are alerts, and how long they are kept', ALERT_SETTING),
  ...settingRoutes('Event', 'events', 'How long events are kept', EVENT_SETTING),
  ...settingRoutes('Job', 'jobs', 'How long jobs are kept', JOB_SETTING),
  ...settingRoutes('Upkeep', 'upkeep', 'How vaults are kept in order', UPKEEP_SETTING),
  ...settingRoutes('Webhook', 'webhooks', 'Where webhooks may go', WEBHOOK_SETTING),
  readExclusionsRoute,
  changeExclusionsRoute,
  readMailRoute,
  changeMailRoute,
  testMailRoute,
  readSignInRoute,
  changeSignInRoute,
  readOidcRoute,
  changeOidcRoute,
  licenceUseRoute,
]
