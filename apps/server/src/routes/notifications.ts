import {
  CHANGE_NOTIFICATIONS,
  changeSetting,
  NOTIFICATION_PATH,
  notifications,
  readChangeNotifications,
  receiveNotifications,
  validationEcho,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { Answer, nothing, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const { schema } = CHANGE_NOTIFICATIONS
const version = z.int().describe('0 while it was never changed; send it as If-Match with a change.')
const url = '/api/v1/settings/change-notifications'

const readRoute = defineRoute({
  id: 'readChangeNotificationSetting',
  method: 'GET',
  url,
  access: { permission: 'organisation:read' },
  tags: ['settings'],
  summary: 'Whether Microsoft tells of changes as they happen',
  answers: {
    200: component(
      'ChangeNotifications',
      z.object({
        value: schema.safeExtend({
          watched: z.int().describe('OneDrives whose changes Microsoft tells of at the moment.'),
        }),
        version,
      }),
    ),
  },
  handle: ({ control, actor }) => readChangeNotifications(control, actor),
})

const changeRoute = defineRoute({
  id: 'changeChangeNotificationSetting',
  method: 'PUT',
  url,
  access: { permission: 'organisation:write' },
  tags: ['settings'],
  summary: 'Changes whether Microsoft tells of changes as they happen',
  body: schema,
  ifMatch: true,
  answers: { 200: component('ChangeNotificationSetting', z.object({ value: schema, version })) },
  handle: ({ control, actor, body, version: on }) =>
    changeSetting(control, actor, CHANGE_NOTIFICATIONS, body, on),
})

const receiveRoute = defineRoute({
  id: 'receiveNotifications',
  method: 'POST',
  url: NOTIFICATION_PATH,
  access: { public: 'each notification carries a secret that only Microsoft was told' },
  tags: ['connection'],
  summary: 'For Microsoft: tells that something changed',
  description: 'What does not carry the secret of its subscription is taken, and changes nothing.',
  query: z.object({ validationToken: z.string().min(1).max(4_000).optional() }),
  body: z.union([notifications, z.strictObject({})]),
  takesEmptyText: true,
  answers: {
    200: text('The token, when Microsoft asks whether notifications are wanted here.', 'text/plain'),
    202: nothing,
  },
  bodyLimit: 512 * 1024,
  handle: async ({ control, query: { validationToken }, body }) => {
    if (validationToken !== undefined)
      return new Answer(200, validationEcho(validationToken), { 'content-type': 'text/plain; charset=utf-8' })
    await receiveNotifications(control, body as z.input<typeof notifications>)
    return new Answer(202, undefined)
  },
})

export const notificationRoutes: readonly Route[] = [readRoute, changeRoute, receiveRoute]
