import { z } from 'zod'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { type AccountView, accountView } from './account-view.ts'
import { type Actor, requirePermission, visiblePeople } from './actor.ts'
import { plainText } from './plain-text.ts'
import { ROLES } from './roles.ts'

export const accountFilter = z.strictObject({
  role: z.enum(ROLES).optional(),
  state: z.enum(['invited', 'active', 'disabled']).optional(),
  /** A part of the name or the address. */
  search: plainText(200).min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Where the page before ended: its `next`. */
  after: plainText(400).optional(),
})

export type AccountFilter = z.infer<typeof accountFilter>

export interface AccountPage {
  readonly items: readonly AccountView[]
  readonly next?: string
}

/** Accounts by address; of people's own ones those of visible people. Raises HF_FORBIDDEN. */
export async function listAccounts(
  control: Control,
  actor: Actor,
  { role, state, search, limit, after }: AccountFilter,
): Promise<AccountPage> {
  const rows = await visibleAccounts(control, actor)
    .$if(role !== undefined, (query) => query.where('role', '=', role as string))
    .$if(state !== undefined, (query) => query.where('state', '=', state as 'active'))
    .$if(search !== undefined, (query) =>
      query.where((where) => {
        const pattern = `%${(search as string).replace(/[\\%_]/g, '\\$&')}%`
        return where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)])
      }),
    )
    .$if(after !== undefined, (query) =>
      query.where((where) => where(where.fn<string>('lower', ['email']), '>', after as string)),
    )
    .orderBy((order) => order.fn<string>('lower', ['email']))
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(accountView),
    ...(rows.length > limit && last && { next: last.email.toLowerCase() }),
  }
}

/** Raises HF_FORBIDDEN, HF_NOT_FOUND. */
export async function readAccount(control: Control, actor: Actor, id: string): Promise<AccountView> {
  const row = await visibleAccounts(control, actor).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'account', id })
  return accountView(row)
}

function visibleAccounts({ sql }: Control, actor: Actor) {
  requirePermission(actor, 'accounts:read')
  const people = sql.selectFrom('person').select('person.id').where(visiblePeople(actor))
  return sql
    .selectFrom('account')
    .selectAll()
    .where((where) => where.or([where('personId', 'is', null), where('personId', 'in', people)]))
}
