import type { DirectoryUser } from '@holdfast/graph'

/** Somebody in the directory as it was last read. `removed`: deleted there, and can still be restored there. */
export type KnownUser = DirectoryUser & { readonly removed?: boolean }

/** Whether an account is there and may sign in. */
export function isEnabled(user: KnownUser | undefined): boolean {
  return user !== undefined && user.removed !== true && user.accountEnabled !== false
}
