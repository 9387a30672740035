import type { Context, Reply, Route } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import { iso } from './item-json.ts'
import { driveOf, driveOfUser } from './target.ts'

export const READ = [
  'Files.Read.All',
  'Files.ReadWrite.All',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
  'Sites.FullControl.All',
]
export const WRITE = ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Sites.FullControl.All']

export const driveRoutes: readonly Route[] = [
  {
    name: 'users.drive',
    host: 'graph',
    method: 'GET',
    pattern: '/users/:user/drive',
    units: 1,
    roles: READ,
    handle: (c) => ({ status: 200, json: driveJson(driveOfUser(c, c.params.user ?? ''), c) }),
  },
  {
    name: 'users.drives',
    host: 'graph',
    method: 'GET',
    pattern: '/users/:user/drives',
    units: 2,
    roles: READ,
    handle: (c) => ({ status: 200, json: { value: [driveJson(driveOfUser(c, c.params.user ?? ''), c)] } }),
  },
  {
    name: 'drives.get',
    host: 'graph',
    method: 'GET',
    pattern: '/drives/:drive',
    units: 1,
    roles: READ,
    handle: getDrive,
  },
]

function getDrive(c: Context): Reply {
  return { status: 200, json: driveJson(driveOf(c), c) }
}

function driveJson(drive: Drive, c: Context): object {
  const used = drive.root.size
  const left = Math.max(0, drive.quotaTotal - used)
  return {
    id: drive.id,
    driveType: 'business',
    name: 'OneDrive',
    description: '',
    webUrl: `https://${c.emulator.sharepointHost}/personal/${drive.siteName}/Documents`,
    createdDateTime: iso(drive.created),
    lastModifiedDateTime: iso(drive.root.modified),
    createdBy: { user: { displayName: 'System Account' } },
    owner: { user: drive.ownerIdentity },
    quota: {
      total: drive.quotaTotal,
      used,
      remaining: left,
      deleted: 0,
      fileCount: drive.fileCount,
      state:
        left === 0
          ? 'exceeded'
          : left < drive.quotaTotal / 100
            ? 'critical'
            : left < drive.quotaTotal / 10
              ? 'nearing'
              : 'normal',
    },
  }
}
