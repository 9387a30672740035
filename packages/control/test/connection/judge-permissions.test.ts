import { expect, test } from 'vitest'
import { judgePermissions, type PermissionsInUse } from '../../src/connection/verify/judge-permissions.ts'

const BACKUP: PermissionsInUse = { purpose: 'backup', alsoRestores: false, usesGroups: false }
const BOTH: PermissionsInUse = { ...BACKUP, alsoRestores: true }
const RESTORE: PermissionsInUse = { purpose: 'restore', alsoRestores: false, usesGroups: false }

const judge = (roles: readonly string[], use: PermissionsInUse) =>
  judgePermissions(roles, use)
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ code, details }) => [code, details.permission])

const LEAST = ['Files.Read.All', 'GroupMember.Read.All', 'User.Read.All']

test.each<[string, readonly string[], PermissionsInUse, unknown[]]>([
  ['the least for backups', LEAST, BACKUP, []],
  ['the least with rules by group', LEAST, { ...BACKUP, usesGroups: true }, []],
  ['the least for restores', ['Files.ReadWrite.All'], RESTORE, []],
  [
    'nothing',
    [],
    BACKUP,
    [
      ['permission-missing', 'User.Read.All'],
      ['permission-missing', 'Files.Read.All'],
    ],
  ],
  ['nothing for restores', [], RESTORE, [['permission-missing', 'Files.ReadWrite.All']]],
  ['no right to groups where no rule needs it', ['Files.Read.All', 'User.Read.All'], BACKUP, []],
  [
    'no right to groups where a rule does',
    ['Files.Read.All', 'User.Read.All'],
    { ...BACKUP, usesGroups: true },
    [['groups-not-permitted', 'GroupMember.Read.All']],
  ],
  [
    'the right to write for backups',
    [...LEAST, 'Files.ReadWrite.All'],
    BACKUP,
    [['permission-excess', 'Files.ReadWrite.All']],
  ],
  [
    'a broader right',
    ['Sites.Read.All', 'User.Read.All'],
    BACKUP,
    [['permission-broader', 'Sites.Read.All']],
  ],
  ['a right to something else', [...LEAST, 'Mail.Read'], BACKUP, [['permission-excess', 'Mail.Read']]],
  ['one application that only reads', LEAST, BOTH, [['restore-not-permitted', 'Files.ReadWrite.All']]],
  [
    'one application for both',
    ['Files.ReadWrite.All', 'User.Read.All'],
    BOTH,
    [['restore-by-same-application', 'Files.ReadWrite.All']],
  ],
])('of permissions: %s', (_, roles, use, expected) => {
  expect(judge(roles, use)).toEqual(expected)
})
