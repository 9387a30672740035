import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Row, Tables } from '../database/tables.ts'
import { type ProfileSettings, profileSettings } from './profile-settings.ts'

export const profileName = z.string().trim().min(1).max(100)
export const profileDescription = z.string().trim().max(1_000)
/** 0 for no limit. */
export const maxPeople = z.int().min(0).max(10_000_000)

/** A profile as the outside sees it. */
export interface Profile {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly isDefault: boolean
  readonly maxPeople: number
  readonly settings: ProfileSettings
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
  /** Until when a deleted profile can be restored. */
  readonly purgeAt: Date | null
}

/** Settings that are younger than the row get their defaults. */
export function toProfile({ settings, ...row }: Row<'profile'>): Profile {
  return { ...row, settings: profileSettings.parse(settings) }
}

/**
 * The rows of profiles that an actor may know of, for the `where` of a query that has the table `profile`: those that a
 * role is limited to, or all. People know their profile's settings only by what they may do.
 */
export function visibleProfiles(actor: Actor) {
  return (query: ExpressionBuilder<Tables, 'profile'>): Expression<SqlBool> => {
    if (actor.kind === 'system') return query.lit(true)
    if (actor.role === 'person') return query.lit(false)
    if (actor.profiles === undefined) return query.lit(true)
    return actor.profiles.length === 0 ? query.lit(false) : query('profile.id', 'in', [...actor.profiles])
  }
}
