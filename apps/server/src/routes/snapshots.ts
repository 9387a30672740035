import {
  type Download,
  downloadFile,
  downloadZip,
  drivePath,
  exclusionLists,
  findByName,
  findQuery,
  folderQuery,
  listSnapshots,
  previewPersonExclusions,
  readFolder,
  snapshotId,
  snapshotsQuery,
  versionsOf,
  versionsQuery,
} from '@holdfast/control'
import { z } from 'zod'
import { attachment } from '../http/attachment.ts'
import { page, pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { Answer, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const snapshot = component(
  'Snapshot',
  z.object({
    id: z.string(),
    takenAt: z.date(),
    items: z.int(),
    bytes: z.int(),
    addedBytes: z.int().describe('What it added to the vault.'),
  }),
)

const entryShape = {
  name: z.string(),
  kind: z.enum(['file', 'folder']),
  size: z.int().nullable().describe('Bytes; null for a folder.'),
  modifiedAt: z.string(),
}
const entry = component('SnapshotEntry', z.object(entryShape))

const found = component(
  'FoundEntry',
  z.object({
    ...entryShape,
    path: z.string(),
    snapshotId: z.string().describe('The newest snapshot that has it just so.'),
    takenAt: z.date(),
  }),
)

const version = component(
  'FileVersion',
  z.object({
    snapshotId: z.string().describe('The newest snapshot that has this content.'),
    takenAt: z.date(),
    since: z.date().describe('When the oldest of those snapshots was taken, without a gap.'),
    size: z.int(),
    modifiedAt: z.string(),
  }),
)

const person = z.object({ id: z.uuid() })
const inSnapshot = z.object({ id: z.uuid(), snapshot: snapshotId })
const tags = ['snapshots'] as const
const browse = { anyOf: ['data:read', 'own:read'] } as const
const download = { anyOf: ['data:restore', 'own:restore'] } as const
const denials = [
  'HF_NOT_FOUND',
  'HF_NO_BACKUP',
  'HF_PRIVACY_BLOCKED',
  'HF_SELF_SERVICE_OFF',
  'HF_PERSON_DELETED',
  'HF_PERSON_PRESERVED',
  'HF_ONEDRIVE_DELETED',
] as const

/** Where a vault is opened, too. */
const unreadable = [...denials, 'EKEY_UNAVAILABLE', 'HF_WORKER_AWAY'] as const

const listSnapshotsRoute = defineRoute({
  id: 'listSnapshots',
  method: 'GET',
  url: '/api/v1/people/:id/snapshots',
  access: browse,
  tags,
  summary: 'The snapshots of a person’s OneDrive, newest first',
  params: person,
  query: pageQuery({ from: snapshotsQuery.shape.from, to: snapshotsQuery.shape.to }),
  answers: { 200: page(snapshot) },
  errors: denials,
  handle: async ({ services, actor, params, query }) => {
    const { snapshots, next = null } = await listSnapshots(services, actor, params.id, query)
    return { items: snapshots, nextCursor: next }
  },
})

const { limit: _, cursor: __, ...folderFilters } = folderQuery.shape

const readFolderRoute = defineRoute({
  id: 'readSnapshotFolder',
  method: 'GET',
  url: '/api/v1/people/:id/snapshots/:snapshot/entries',
  access: browse,
  tags,
  summary: 'What is in a folder of a snapshot, folders first',
  description: 'The snapshot is its id, or `latest`.',
  params: inSnapshot,
  query: pageQuery(folderFilters),
  answers: { 200: page(entry).extend({ snapshotId: z.string(), takenAt: z.date(), total: z.int() }) },
  errors: [...unreadable, 'HF_PATH_UNKNOWN', 'HF_NOT_A_FOLDER'],
  handle: async ({ services, actor, params, query }) => {
    const {
      entries,
      next = null,
      ...rest
    } = await readFolder(services, actor, params.id, params.snapshot, query)
    return { ...rest, items: entries, nextCursor: next }
  },
})

const previewExclusionsRoute = defineRoute({
  id: 'previewExclusions',
  method: 'POST',
  url: '/api/v1/people/:id/exclusion-preview',
  access: browse,
  tags,
  summary: 'What a list of exclusions would leave out of a person’s newest backup',
  description: 'Nothing is changed. What is excluded already is in no backup, and not counted.',
  params: person,
  body: exclusionLists,
  idempotent: false,
  answers: {
    200: z.object({
      files: z.int().describe('Files in the backup.'),
      bytes: z.int(),
      excludedFiles: z.int(),
      excludedBytes: z.int(),
      rules: z
        .array(
          z.object({
            rule: z.string().describe('`extension .tmp`, `file name Thumbs.db`, `folder Personal/Music`.'),
            files: z.int(),
            bytes: z.int(),
            examples: z.array(z.string()).describe('Some of the paths.'),
          }),
        )
        .describe('The rules that leave something out, those of the most bytes first.'),
    }),
  },
  errors: unreadable,
  handle: ({ services, actor, params, body, signal }) =>
    previewPersonExclusions(services, actor, params.id, body, { signal }),
})

const findRoute = defineRoute({
  id: 'findInSnapshots',
  method: 'GET',
  url: '/api/v1/people/:id/find',
  access: browse,
  tags,
  summary: 'Files and folders by name, over the snapshots of a person’s OneDrive',
  description: 'What is the same in several snapshots is found once, in the newest.',
  params: person,
  query: findQuery,
  answers: { 200: z.object({ found: z.array(found), isCut: z.boolean(), snapshotsSearched: z.int() }) },
  errors: unreadable,
  rateLimit: { requests: 60, seconds: 60 },
  handle: ({ services, actor, params, query, signal }) =>
    findByName(services, actor, params.id, query, { signal }),
})

const versionsRoute = defineRoute({
  id: 'listFileVersions',
  method: 'GET',
  url: '/api/v1/people/:id/versions',
  access: browse,
  tags,
  summary: 'The contents that a file had, newest first',
  params: person,
  query: versionsQuery,
  answers: { 200: z.object({ versions: z.array(version) }) },
  errors: unreadable,
  rateLimit: { requests: 120, seconds: 60 },
  handle: async ({ services, actor, params, query, signal }) => ({
    versions: await versionsOf(services, actor, params.id, query, { signal }),
  }),
})

const downloadFileRoute = defineRoute({
  id: 'downloadFile',
  method: 'GET',
  url: '/api/v1/people/:id/snapshots/:snapshot/file',
  access: download,
  tags,
  summary: 'A file of a snapshot',
  params: inSnapshot,
  query: z.strictObject({ path: drivePath.min(1) }),
  answers: { 200: text('The content.', 'application/octet-stream') },
  errors: [...unreadable, 'HF_ONEDRIVE_DISABLED', 'HF_PATH_UNKNOWN', 'HF_NOT_A_FILE'],
  handle: async ({ services, actor, params, query, signal }) => {
    const choice = { personId: params.id, snapshot: params.snapshot, path: query.path }
    return answer(await downloadFile(services, actor, choice, { signal }), 'application/octet-stream')
  },
})

const downloadZipRoute = defineRoute({
  id: 'downloadZip',
  method: 'GET',
  url: '/api/v1/people/:id/snapshots/:snapshot/zip',
  access: download,
  tags,
  summary: 'Files and folders of a snapshot as a ZIP archive, made while it is sent',
  description:
    'Everything where no path is given. What cannot be read is left out, and listed in the archive.',
  params: inSnapshot,
  query: z.strictObject({
    path: z
      .union([drivePath.min(1).transform((path) => [path]), z.array(drivePath.min(1)).max(200)])
      .optional(),
  }),
  answers: { 200: text('The archive (ZIP64 where needed).', 'application/zip') },
  errors: [...unreadable, 'HF_ONEDRIVE_DISABLED', 'HF_PATH_UNKNOWN'],
  handle: async ({ services, actor, params, query, signal }) => {
    const choice = { personId: params.id, snapshot: params.snapshot, paths: query.path ?? [] }
    return answer(await downloadZip(services, actor, choice, { signal }), 'application/zip')
  },
})

export const snapshotRoutes: readonly Route[] = [
  listSnapshotsRoute,
  previewExclusionsRoute,
  readFolderRoute,
  findRoute,
  versionsRoute,
  downloadFileRoute,
  downloadZipRoute,
]

function answer({ name, size, stream }: Download, type: string) {
  return new Answer(200, stream, {
    'content-type': type,
    'content-disposition': attachment(name),
    ...(size !== undefined && { 'content-length': String(size) }),
  })
}
