import { api } from '../../../api/client.ts'
import type { Permission } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import type { Person } from '../list/use-people.ts'

/** What can be done to the OneDrives of many people. */
export const MANY_ACTIONS = ['backup', 'enable', 'disable', 'delete', 'roll-back'] as const

export type ManyAction = (typeof MANY_ACTIONS)[number]

export const NEEDS: Readonly<Record<ManyAction, Permission>> = {
  backup: 'backups:run',
  enable: 'onedrives:write',
  disable: 'onedrives:write',
  delete: 'people:delete',
  'roll-back': 'people:delete',
}

/** Whether it would change anything; the server says the same of all who match. */
export function isFor(action: ManyAction, { state, onedrive }: Pick<Person, 'state' | 'onedrive'>): boolean {
  const app = onedrive?.state
  switch (action) {
    case 'backup':
      return state === 'active' && app === 'enabled'
    case 'enable':
      return state === 'active' && (app === 'disabled' || app === 'deleted')
    case 'disable':
      return state !== 'deleted' && app === 'enabled'
    case 'delete':
      return state !== 'deleted' && (app === 'enabled' || app === 'disabled')
    case 'roll-back':
      return state !== 'deleted' && app === 'deleted' && onedrive?.purgeAt != null
  }
}

/** What the action takes: OneDrives for a backup, people for the others. */
export function idFor(action: ManyAction, { id, onedrive }: Person): string {
  return action === 'backup' ? (onedrive?.id ?? id) : id
}

/** As many as the server takes at once. */
const PART = 1_000

/** Does it in parts; gives how many were done by then. A part is done whole or not at all. */
export async function* inParts(
  action: ManyAction,
  ids: readonly string[],
  reason: string,
): AsyncGenerator<number> {
  for (let at = 0; at < ids.length; at += PART) {
    await act(action, ids.slice(at, at + PART), reason)
    yield Math.min(ids.length, at + PART)
  }
}

/** The whole of it, without a word on the way. */
export async function actOnAll(action: ManyAction, ids: readonly string[]): Promise<void> {
  for await (const _ of inParts(action, ids, ''));
}

async function act(action: ManyAction, ids: string[], reason: string): Promise<unknown> {
  switch (action) {
    case 'backup':
      return await send(api.POST('/api/v1/backups', { body: { onedriveIds: ids } }))
    case 'enable':
      return await send(api.POST('/api/v1/onedrives/enable', { body: { people: ids } }))
    case 'disable':
      return await send(api.POST('/api/v1/onedrives/disable', { body: { people: ids } }))
    case 'delete':
      return await send(api.POST('/api/v1/onedrives/delete', { body: { people: ids, reason } }))
    case 'roll-back':
      return await send(api.POST('/api/v1/onedrives/roll-back', { body: { people: ids } }))
  }
}
