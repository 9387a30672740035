import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, newId, now } from '../control.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import { requireAccountAdministration } from './account-administration.ts'
import { type Actor, may, requirePermission } from './actor.ts'
import { accessErrors } from './errors.ts'
import { readAccount } from './list-accounts.ts'
import { plainText } from './plain-text.ts'
import { PERMISSIONS, type Permission } from './roles.ts'
import { API_TOKEN_PREFIX, hashOfToken, newToken } from './secret-token.ts'
import { requireSession, SEEN_EVERY_MS } from './session.ts'
import { actorFor, usableAccount } from './usable-account.ts'

const DAY = 86_400_000

export const apiTokenInput = z.strictObject({
  name: plainText(100).min(1),
  scopes: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
  days: z.int().min(1).max(365).default(90),
})

export type ApiTokenInput = z.infer<typeof apiTokenInput>

export interface ApiTokenView {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  /** To the minute. */
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

/**
 * Makes a token of the actor's own; the text is shown once. Raises HF_SESSION_NEEDED (no token makes tokens),
 * HF_FORBIDDEN for a scope beyond the actor's role.
 */
export async function createApiToken(
  control: Control,
  actor: Actor,
  { name, scopes, days }: ApiTokenInput,
): Promise<ApiTokenView & { token: string }> {
  requireSession(actor)
  for (const scope of scopes) requirePermission(actor, scope)
  const token = newToken(control, API_TOKEN_PREFIX)
  const row = {
    id: newId(control),
    accountId: actor.id,
    name,
    scopes: [...new Set(scopes)],
    createdAt: now(control),
    expiresAt: new Date(control.clock.now() + days * DAY),
  }
  await control.sql.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('apiToken')
      .values({ ...row, tokenHash: hashOfToken(token) })
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'token.created',
      target: { kind: 'token', id: row.id },
      details: { name, scopes: row.scopes, expiresAt: row.expiresAt.toISOString() },
    })
  })
  return { ...row, usedAt: null, revokedAt: null, token }
}

/** The tokens of an account, the newest first: the own ones, or with `accounts:read` anybody's. Raises HF_FORBIDDEN, HF_NOT_FOUND. */
export async function listApiTokens(
  control: Control,
  actor: Actor,
  accountId: string = actor.id,
): Promise<readonly ApiTokenView[]> {
  if (accountId !== actor.id) await readAccount(control, actor, accountId)
  return await control.sql
    .selectFrom('apiToken')
    .select(['id', 'accountId', 'name', 'scopes', 'createdAt', 'expiresAt', 'usedAt', 'revokedAt'])
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

/** Revokes a token: signed in, an own one; as an administrator of accounts anybody's. Raises HF_NOT_FOUND, HF_FORBIDDEN. */
export async function revokeApiToken(control: Control, actor: Actor, id: string): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('apiToken')
      .select(['accountId', 'name', 'revokedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || !mayRevoke(actor, row)) throw controlErrors.HF_NOT_FOUND({ what: 'token', id })
    if (row.revokedAt !== null) return
    await transaction
      .updateTable('apiToken')
      .set({ revokedAt: now(control) })
      .where('id', '=', id)
      .execute()
    await recordAudit(control, transaction, actor, {
      action: 'token.revoked',
      target: { kind: 'token', id },
      details: { name: row.name, account: row.accountId },
    })
  })
}

function mayRevoke(actor: Actor, { accountId }: Pick<Row<'apiToken'>, 'accountId'>): boolean {
  if (accountId === actor.id && actor.sessionId !== undefined) return true
  if (!may(actor, 'accounts:write')) return false
  requireAccountAdministration(actor)
  return true
}

/**
 * Who acts by a token: the account as it is now, with the token's scopes of what its role still allows.
 * Raises HF_NOT_SIGNED_IN.
 */
export async function actorOfToken(control: Control, token: string, address?: string): Promise<Actor> {
  const row = token.startsWith(API_TOKEN_PREFIX)
    ? await control.sql
        .selectFrom('apiToken')
        .selectAll()
        .where('tokenHash', '=', hashOfToken(token))
        .executeTakeFirst()
    : undefined
  const isGood = row !== undefined && row.revokedAt === null && row.expiresAt > now(control)
  const usable = isGood ? await usableAccount(control.sql, row.accountId) : undefined
  if (!isGood || usable === undefined) throw accessErrors.HF_NOT_SIGNED_IN()
  if (control.clock.now() - (row.usedAt?.getTime() ?? 0) >= SEEN_EVERY_MS) {
    await control.sql
      .updateTable('apiToken')
      .set({ usedAt: now(control) })
      .where('id', '=', row.id)
      .execute()
  }
  return actorFor(usable, { scopes: row.scopes as Permission[], address })
}
