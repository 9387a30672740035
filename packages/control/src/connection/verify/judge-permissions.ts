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
  /** Whether the application for backups is to restore as well. */
  readonly alsoRestores: boolean
  /** Whether mapping rules look at groups. */
  readonly usesGroups: boolean
}

/**
 * Holds what a token allows against the least that is needed: every permission that is missing, and every one that is
 * more than needed, is a finding of its own.
 */
export function judgePermissions(roles: readonly string[], use: PermissionsInUse): readonly Finding[] {
  const { purpose, alsoRestores, usesGroups } = use
  const isBackup = purpose === 'backup'
  const needs = isBackup ? [PEOPLE, READ, ...(usesGroups ? [GROUPS] : [])] : [WRITE]
  const granted = new Set(roles)
  // What restores need covers reading; then it is no excess.
  const canWrite = isBackup && alsoRestores && granted.has(WRITE.permission)
  const spoken = new Set(canWrite ? [WRITE.permission] : [])
  // Asked for when a rule is made: before that it is not missing, and not too much.
  if (isBackup) spoken.add(GROUPS.permission)
  const findings: Finding[] = []
  for (const need of needs) {
    const covered = need === READ && canWrite
    findings.push(...judgeNeed(purpose, need, granted, spoken, covered))
  }
  if (canWrite) {
    findings.push(finding(purpose, 'restore-by-same-application', { permission: WRITE.permission }))
  } else if (isBackup && alsoRestores) {
    findings.push(finding(purpose, 'restore-not-permitted', { permission: WRITE.permission }))
  }
  const rest = [...granted].filter((role) => !spoken.has(role)).sort()
  return [...findings, ...rest.map((permission) => finding(purpose, 'permission-excess', { permission }))]
}

function judgeNeed(
  purpose: Purpose,
  need: Need,
  granted: ReadonlySet<string>,
  spoken: Set<string>,
  covered: boolean,
): readonly Finding[] {
  const { permission, reason, orBroader } = need
  spoken.add(permission)
  if (granted.has(permission)) return [finding(purpose, 'permission-granted', { permission })]
  if (covered) return []
  const broader = orBroader.find((role) => granted.has(role))
  if (broader !== undefined) {
    spoken.add(broader)
    return [finding(purpose, 'permission-broader', { permission: broader, instead: permission })]
  }
  return need === GROUPS
    ? [finding(purpose, 'groups-not-permitted', { permission })]
    : [finding(purpose, 'permission-missing', { permission, reason })]
}
