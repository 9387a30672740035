import { z } from 'zod'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { type Actor, requirePermission } from './actor.ts'
import { accessErrors } from './errors.ts'
import { permissionsOf, ROLES, type Role } from './roles.ts'

/** What a role is limited to. */
export const profileScope = z.array(z.uuid()).min(1).max(1_000).nullable()

/** Why a role cannot have this scope. */
export function scopeFault(role: Role, profiles: readonly string[] | null): string | undefined {
  if (role === 'profile-administrator' && profiles === null) {
    return 'a profile administrator is limited to one profile or more'
  }
  if ((role === 'cloud-administrator' || role === 'person') && profiles !== null) {
    return `the role ${role} is not limited to profiles`
  }
  return undefined
}

/** Raises HF_FORBIDDEN, also for whoever is limited to some profiles. */
export function requireAccountAdministration(actor: Actor): void {
  requirePermission(actor, 'accounts:write')
  if (actor.profiles !== undefined) throw controlErrors.HF_FORBIDDEN({ permission: 'accounts:write' })
}

/**
 * A token hands on no more than it has itself: neither by a role, nor by a way into the account of somebody who has it.
 * Raises HF_ROLE_BEYOND.
 */
export function requireMayGive(actor: Actor, role: string): void {
  const { scopes } = actor
  if (scopes === undefined) return
  const isKnown = (ROLES as readonly string[]).includes(role)
  const isWithin = isKnown && [...permissionsOf(role as Role)].every((one) => scopes.includes(one))
  if (!isWithin) throw accessErrors.HF_ROLE_BEYOND({ role })
}

/** Raises HF_OWN_ACCOUNT. */
export function requireOther(actor: Actor, id: string, action: string): void {
  if (actor.kind === 'account' && actor.id === id) throw accessErrors.HF_OWN_ACCOUNT({ action })
}

/** The account, held for a change. Raises HF_NOT_FOUND, HF_CONFLICT (it has another version). */
export async function holdAccount(transaction: Sql, id: string, version?: number): Promise<Row<'account'>> {
  const row = await transaction
    .selectFrom('account')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'account', id })
  if (version !== undefined && row.version !== version) {
    throw controlErrors.HF_CONFLICT({ what: `The account ${row.email}` })
  }
  return row
}

/**
 * Holds all cloud administrators, so that two who take each other's role away do it one after another.
 * Call it before `holdAccount`. Raises HF_LAST_ADMINISTRATOR where none but `id` is left.
 */
export async function keepAnAdministrator(transaction: Sql, id: string): Promise<void> {
  const administrators = await activeAdministrators(transaction)
  if (administrators.includes(id) && administrators.length === 1) throw accessErrors.HF_LAST_ADMINISTRATOR()
}

/** Ids of the cloud administrators who can sign in; their rows are held. */
export async function activeAdministrators(transaction: Sql): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'cloud-administrator')
    .where('state', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Raises HF_NOT_FOUND for the first that is none. */
export async function requireProfiles(transaction: Sql, ids: readonly string[] | null): Promise<void> {
  if (ids === null) return
  const rows = await transaction
    .selectFrom('profile')
    .select('id')
    .where('id', 'in', [...ids])
    .where('deletedAt', 'is', null)
    .execute()
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing !== undefined) throw controlErrors.HF_NOT_FOUND({ what: 'profile', id: missing })
}
