import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { controlErrors } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { lockProfile } from '../people/profile-places.ts'
import { type MappingCondition, mappingCondition } from './mapping-condition.ts'

/** Who comes to which profile: the first rule that applies decides. */
export interface MappingRule {
  readonly id: string
  readonly condition: MappingCondition
  readonly profileId: string
  readonly profileName: string
  readonly version: number
}

export const mappingRuleInput = z.strictObject({ condition: mappingCondition, profileId: z.uuid() })

export type MappingRuleInput = z.input<typeof mappingRuleInput>

export const mappingRuleChange = mappingRuleInput.partial().extend({ version: z.int().min(1) })

export type MappingRuleChange = z.input<typeof mappingRuleChange>

export const mappingRuleOrder = z.strictObject({ rules: z.array(z.uuid()).max(1_000) })

/** The rules in their order. Needs `organisation:read`. */
export async function listMappingRules(control: Control, actor: Actor): Promise<MappingRule[]> {
  requirePermission(actor, 'organisation:read')
  return await readMappingRules(control.sql)
}

/** The rules in their order, for Holdfast's own use. */
export async function readMappingRules(sql: Sql): Promise<MappingRule[]> {
  return await sql
    .selectFrom('mappingRule')
    .innerJoin('profile', 'profile.id', 'mappingRule.profileId')
    .select([
      'mappingRule.id',
      'mappingRule.condition',
      'mappingRule.profileId',
      'profile.name as profileName',
      'mappingRule.version',
    ])
    .orderBy('mappingRule.priority')
    .execute()
}

/**
 * Adds a rule after all others; it is applied when the directory is next synchronised, as every change of the rules is.
 * Gives its id. Needs `organisation:write`. Raises HF_INVALID, HF_NOT_FOUND for the profile.
 */
export async function addMappingRule(
  control: Control,
  actor: Actor,
  input: MappingRuleInput,
): Promise<string> {
  requirePermission(actor, 'organisation:write')
  const { condition, profileId } = parseInput(mappingRuleInput, input)
  return await control.sql.transaction().execute(async (transaction) => {
    const profile = await lockProfile(transaction, actor, profileId)
    const id = await insertMappingRule(control, transaction, condition, profileId)
    await recordAudit(control, transaction, actor, {
      action: 'mapping-rule.added',
      target: { kind: 'mapping-rule', id },
      details: { condition: JSON.stringify(condition), profile: profile.name },
    })
    return id
  })
}

/** Writes a rule after all others. */
export async function insertMappingRule(
  control: Control,
  transaction: Sql,
  condition: MappingCondition,
  profileId: string,
): Promise<string> {
  const id = newId(control)
  await lockRules(transaction)
  await transaction
    .insertInto('mappingRule')
    .values((query) => ({
      id,
      priority: query
        .selectFrom('mappingRule')
        .select(raw<number>`coalesce(max(priority), 0) + 1`.as('next')),
      condition: JSON.stringify(condition),
      profileId,
      createdAt: now(control),
    }))
    .execute()
  return id
}

/** Needs `organisation:write`. Raises HF_INVALID, HF_NOT_FOUND for rule and profile, HF_CONFLICT. */
export async function changeMappingRule(
  control: Control,
  actor: Actor,
  id: string,
  input: MappingRuleChange,
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  const { version, condition, profileId } = parseInput(mappingRuleChange, input)
  await control.sql.transaction().execute(async (transaction) => {
    const rule = await lockRule(transaction, id)
    if (rule.version !== version) throw controlErrors.HF_CONFLICT({ what: 'The rule' })
    const profile = await lockProfile(transaction, actor, profileId ?? rule.profileId)
    const next = condition ?? rule.condition
    await transaction
      .updateTable('mappingRule')
      .set({ condition: JSON.stringify(next), profileId: profile.id, version: version + 1 })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'mapping-rule.changed',
      target: { kind: 'mapping-rule', id },
      details: { condition: JSON.stringify(next), profile: profile.name },
    })
  })
}

/** People stay where the rule put them until another one moves them. Needs `organisation:write`. Raises HF_NOT_FOUND. */
export async function removeMappingRule(control: Control, actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'organisation:write')
  await control.sql.transaction().execute(async (transaction) => {
    const { condition } = await lockRule(transaction, id)
    await transaction.deleteFrom('mappingRule').where('id', '=', id).execute()
    await recordAudit(control, transaction, actor, {
      action: 'mapping-rule.removed',
      target: { kind: 'mapping-rule', id },
      details: { condition: JSON.stringify(condition) },
    })
  })
}

/**
 * Puts the rules into another order; all of them are named. Needs `organisation:write`. Raises HF_INVALID, HF_CONFLICT
 * when there are other rules by now.
 */
export async function orderMappingRules(
  control: Control,
  actor: Actor,
  input: z.input<typeof mappingRuleOrder>,
): Promise<void> {
  requirePermission(actor, 'organisation:write')
  const { rules } = parseInput(mappingRuleOrder, input)
  await control.sql.transaction().execute(async (transaction) => {
    await lockRules(transaction)
    const present = await transaction.selectFrom('mappingRule').select('id').execute()
    const named = new Set(rules)
    if (
      named.size !== rules.length ||
      named.size !== present.length ||
      present.some(({ id }) => !named.has(id))
    ) {
      throw controlErrors.HF_CONFLICT({ what: 'The list of rules' })
    }
    // Out of the way first: no two rules may have one priority at any time.
    await transaction
      .updateTable('mappingRule')
      .set((query) => ({ priority: query.neg(query.ref('priority')) }))
      .execute()
    for (const [index, id] of rules.entries()) {
      await transaction
        .updateTable('mappingRule')
        .set({ priority: index + 1 })
        .where('id', '=', id)
        .execute()
    }
    await recordAudit(control, transaction, actor, {
      action: 'mapping-rule.ordered',
      target: { kind: 'mapping-rule', id: 'all' },
      details: { rules },
    })
  })
}

async function lockRule(transaction: Sql, id: string) {
  const rule = await transaction
    .selectFrom('mappingRule')
    .select(['condition', 'profileId', 'version'])
    .where('id', '=', parseInput(z.uuid(), id))
    .forUpdate()
    .executeTakeFirst()
  if (!rule) throw controlErrors.HF_NOT_FOUND({ what: 'mapping rule', id })
  return rule
}

/** From here on nobody else changes the order of the rules, until the transaction ends. */
async function lockRules(transaction: Sql): Promise<void> {
  await raw`lock table mapping_rule in share row exclusive mode`.execute(transaction)
}
