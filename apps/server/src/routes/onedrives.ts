import {
  deleteOneDrives,
  disableOneDrives,
  enableOneDrives,
  peopleChoice,
  peopleDeletion,
  rollBackOneDrives,
} from '@holdfast/control'
import { defineRoute, type Route } from '../route/define-route.ts'
import { doneTo } from './done-to.ts'

const tags = ['onedrives'] as const

const enableRoute = defineRoute({
  id: 'enableOneDrives',
  method: 'POST',
  url: '/api/v1/onedrives/enable',
  access: { permission: 'onedrives:write' },
  tags,
  summary: 'Switches the backup of people’s OneDrives on',
  description: 'One that was deleted starts with a full backup; what it had goes with its rollback window.',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE'],
  handle: async ({ control, actor, body }) => ({ changed: await enableOneDrives(control, actor, body) }),
})

const disableRoute = defineRoute({
  id: 'disableOneDrives',
  method: 'POST',
  url: '/api/v1/onedrives/disable',
  access: { permission: 'onedrives:write' },
  tags,
  summary: 'Switches backup and restore of people’s OneDrives off; data is kept',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE', 'HF_ONEDRIVE_STATE'],
  handle: async ({ control, actor, body }) => ({ changed: await disableOneDrives(control, actor, body) }),
})

const deleteRoute = defineRoute({
  id: 'deleteOneDrives',
  method: 'POST',
  url: '/api/v1/onedrives/delete',
  access: { permission: 'people:delete' },
  tags,
  summary: 'Deletes the backups of people’s OneDrives, for good when the rollback window is over',
  body: peopleDeletion,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_PERSON_STATE'],
  handle: async ({ control, actor, body }) => ({ changed: await deleteOneDrives(control, actor, body) }),
})

const rollBackRoute = defineRoute({
  id: 'rollBackOneDrives',
  method: 'POST',
  url: '/api/v1/onedrives/roll-back',
  access: { permission: 'people:delete' },
  tags,
  summary: 'Takes the deleting of OneDrives’ backups back',
  body: peopleChoice,
  answers: { 200: doneTo },
  errors: ['HF_NOT_FOUND', 'HF_ROLLBACK_OVER', 'HF_PERSON_STATE'],
  handle: async ({ control, actor, body }) => ({ changed: await rollBackOneDrives(control, actor, body) }),
})

export const onedriveRoutes: readonly Route[] = [enableRoute, disableRoute, deleteRoute, rollBackRoute]
