import type { Purpose } from '@holdfast/graph'
import { type Finding, finding } from './findings.ts'

interface Need {
  readonly permission: string
  readonly reason: string
  /** What allows the same, and more: enough to work with, but to be replaced. */
  readonly orBroader: readonly string[]
}

const PEOPLE: Need = {
  permission: 'User.Read.All',
  reason: 'people cannot be listed',
  orBroader: ['User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
}
const READ: Need = {
  permission: 'Files.Read.All',
  reason: 'OneDrives cannot be read',
  orBroader: [
    'Files.ReadWrite.All',
    'Sites.Read.All',
    'Sites.ReadWrite.All',
    'Sites.Manage.All',
    'Sites.FullControl.All',
  ],
}
const GROUPS: Need = {
  permission: 'GroupMember.Read.All',
  reason: 'rules by group cannot be followed',
  orBroader: [
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
}
const WRITE: Need = {
  permission: 'Files.ReadWrite.All',
  reason: 'nothing can be restored to OneDrives',
  orBroader: ['Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All'],
}

export interface PermissionsInUse {
  readonly purpose: Purpose
  /** Whether it is the application for backups, and there is none for restores. */
  readonly alsoRestores: boolean
  /** Whether mapping rules look at groups. */
  readonly usesGroups: boolean
}

/**
 * Holds what a token allows against the least that is needed: every permission that is missing, and every one that is
 * more than needed, is a finding of its own.
 */
export function judgePermissions(roles: readonly string[], use: PermissionsInUse): readonly Finding[] {
  const { purpose } = use
  const granted = new Set(roles)
  const doesBoth = use.alsoRestores && granted.has(WRITE.permission)
  // What may write may read; rules by group may still be made.
  const wanted = new Set(doesBoth ? [WRITE.permission, READ.permission] : [])
  if (purpose === 'backup') wanted.add(GROUPS.permission)
  const findings = needsOf(use, doesBoth).map((need) => {
    const found = [need.permission, ...need.orBroader].find((role) => granted.has(role))
    wanted.add(found ?? need.permission)
    return judgeNeed(purpose, need, found)
  })
  if (use.alsoRestores) {
    const code = doesBoth ? 'restore-by-same-application' : 'restore-not-permitted'
    findings.push(finding(purpose, code, { permission: WRITE.permission }))
  }
  const excess = roles.filter((role) => !wanted.has(role))
  return [...findings, ...excess.map((permission) => finding(purpose, 'permission-excess', { permission }))]
}

function needsOf({ purpose, usesGroups }: PermissionsInUse, doesBoth: boolean): readonly Need[] {
  if (purpose === 'restore') return [WRITE]
  return [PEOPLE, ...(doesBoth ? [] : [READ]), ...(usesGroups ? [GROUPS] : [])]
}

function judgeNeed(purpose: Purpose, need: Need, found: string | undefined): Finding {
  const { permission, reason } = need
  if (found === permission) return finding(purpose, 'permission-granted', { permission })
  if (found !== undefined)
    return finding(purpose, 'permission-broader', { permission: found, instead: permission })
  return need === GROUPS
    ? finding(purpose, 'groups-not-permitted', { permission })
    : finding(purpose, 'permission-missing', { permission, reason })
}
