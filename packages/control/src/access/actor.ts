import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { type Permission, permissionsOf, type Role } from './roles.ts'

/** By whom the command line acts on the machine of the server: there is no account of this id. */
export const COMMAND_LINE_ID = '00000000-0000-4000-8000-00000000c11e'

/** Whoever does something: an account by its session or token, or Holdfast itself. */
export interface Actor {
  readonly kind: 'account' | 'system'
  /** Account's id, or the part of Holdfast that acts (`scheduler`, `directory`). */
  readonly id: string
  readonly name: string
  readonly role?: Role
  /** Profiles that the role is limited to; undefined for all. */
  readonly profiles?: readonly string[]
  /** The person that this account is. */
  readonly personId?: string
  /** With a token: what it may be used for, of what the role allows. */
  readonly scopes?: readonly Permission[]
  /** The session that it acts in; undefined with a token. */
  readonly sessionId?: string
  /** Network address that the call came from. */
  readonly address?: string
}

/** How an actor stands in the audit trail. */
export interface AuditActor {
  readonly kind: 'account' | 'system'
  readonly id: string
  readonly name: string
  readonly role?: string
  readonly address?: string
}

/** Holdfast itself: may do what its part does, and is named in the audit trail. */
export function systemActor(part: string): Actor {
  return { kind: 'system', id: part, name: `Holdfast ${part}` }
}

export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  if (actor.role === undefined || !permissionsOf(actor.role).has(permission)) return false
  return actor.scopes === undefined || actor.scopes.includes(permission)
}

/** Raises HF_FORBIDDEN. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw controlErrors.HF_FORBIDDEN({ permission })
}

/**
 * The rows of people that an actor may know of, for the `where` of a query that has the table `person`: those of the
 * profiles a role is limited to, and only oneself as a person. What lies outside does not exist for the actor.
 */
export function visiblePeople(actor: Actor) {
  return (query: ExpressionBuilder<Tables, 'person'>): Expression<SqlBool> => {
    if (actor.kind === 'system') return query.lit(true)
    if (actor.role === 'person') return query('person.id', '=', actor.personId ?? NOBODY)
    if (actor.profiles === undefined) return query.lit(true)
    return actor.profiles.length === 0
      ? query.lit(false)
      : query('person.profileId', 'in', [...actor.profiles])
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
