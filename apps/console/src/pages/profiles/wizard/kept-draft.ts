import type { Draft } from './draft.ts'

/** A draft with what it was made from. */
export interface Kept {
  readonly draft: Draft
  readonly base: Draft
  /** Of the profile that it was made from; 0 for a new one. */
  readonly version: number
}

/** Drafts outlive a reload and a session's end, but not the browser's tab. */
const KEY = 'holdfast.profile-draft.'

export function readKept(id: string): Kept | undefined {
  const text = sessionStorage.getItem(KEY + id)
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Kept
  } catch {
    return undefined
  }
}

export function keep(id: string, kept: Kept): void {
  sessionStorage.setItem(KEY + id, JSON.stringify(kept))
}

export function forget(id: string): void {
  sessionStorage.removeItem(KEY + id)
}
