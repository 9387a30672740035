import type { GraphClient } from '@holdfast/graph'
import { type Actor, requirePermission, systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { lockPeople } from '../people/lock-people.ts'
import { applyPlan } from './apply-plan.ts'
import { ensureFirstRule } from './first-rule.ts'
import { keepUsers, readUsers } from './known-users.ts'
import type { GroupMembers } from './mapping-condition.ts'
import { type MappingRule, readMappingRules } from './mapping-rules.ts'
import { planSync } from './plan-sync.ts'
import { type DirectoryChanges, readChanges } from './read-changes.ts'
import { readGroups } from './read-groups.ts'
import { keepSyncState, readSyncState, type SyncResult, type SyncState } from './sync-state.ts'

/** Somebody else synchronises, or changes the rules, at the same time: then the directory is read again. */
const ATTEMPTS = 3

export interface SyncOptions {
  readonly actor?: Actor
  readonly signal?: AbortSignal
  /** Told while the directory is read. */
  readonly onProgress?: (progress: { readonly people: number }) => void
}

/**
 * Brings people up to date with Microsoft 365: see `planSync` for the rules. Everything is done, or nothing. `actor` is
 * Holdfast itself, or whoever asked for it, who needs `organisation:write`. Raises what Microsoft's side answers (then the
 * next call begins where this one did), HF_DIRECTORY_EMPTY, HF_CONFLICT.
 */
export async function syncDirectory(
  control: Control,
  client: GraphClient,
  { actor = systemActor('directory'), signal, onProgress }: SyncOptions = {},
): Promise<SyncResult> {
  requirePermission(actor, 'organisation:write')
  await ensureFirstRule(control)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const state = await readSyncState(control.sql)
    const rules = await readMappingRules(control.sql)
    const { groups, missing } = await readGroups(client, rules, signal)
    const changes = await readChanges(client, state.link, signal, (people) => onProgress?.({ people }))
    const result = await control.sql
      .transaction()
      .execute((transaction) =>
        apply(control, transaction, actor, { state, rules, groups, missing, changes }),
      )
    if (result) return result
  }
  throw controlErrors.HF_CONFLICT({ what: 'The directory' })
}

interface Read {
  readonly state: SyncState
  readonly rules: readonly MappingRule[]
  readonly groups: GroupMembers
  readonly missing: readonly string[]
  readonly changes: DirectoryChanges
}

/** Undefined when what was read is no longer what is there. */
async function apply(
  control: Control,
  transaction: Sql,
  actor: Actor,
  { state, rules, groups, missing, changes }: Read,
): Promise<SyncResult | undefined> {
  await lockPeople(transaction)
  const present = await readSyncState(transaction)
  const sameRules = JSON.stringify(await readMappingRules(transaction)) === JSON.stringify(rules)
  if (present.version !== state.version || !sameRules) return undefined

  await keepUsers(transaction, changes)
  const profiles = await transaction
    .selectFrom('profile')
    .select(['id', 'name', 'maxPeople', 'settings'])
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .forShare()
    .execute()
  const people = await transaction
    .selectFrom('person')
    .select(['id', 'directoryId', 'principalName', 'displayName', 'email', 'source', 'state'])
    .select(['attributes', 'profileId', 'profileFixed', 'preservedBy'])
    .orderBy('id')
    .forUpdate()
    .execute()
  const users = await readUsers(transaction)
  const plan = planSync({ users, people, profiles, rules, groups })
  await applyPlan(
    control,
    transaction,
    actor,
    plan,
    new Map(profiles.map((profile) => [profile.id, profile])),
  )
  const result: SyncResult = {
    at: now(control).toISOString(),
    full: changes.full,
    added: plan.added.length,
    changed: plan.changed.length,
    preserved: plan.preserved.length,
    reactivated: plan.reactivated.length,
    moved: plan.moved.length,
    skipped: plan.skipped,
    missingGroups: missing,
  }
  await keepSyncState(control, transaction, state.version, { link: changes.link, result })
  const { skipped, missingGroups, at, ...counts } = result
  await recordAudit(control, transaction, actor, {
    action: 'directory.synchronised',
    target: { kind: 'directory', id: 'microsoft-365' },
    details: { ...counts, skipped: skipped.length, missingGroups },
  })
  return result
}
