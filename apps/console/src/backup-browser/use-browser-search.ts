import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type BrowserSearch, browserSearch } from './browser-search.ts'

/** What is to be different in the address; undefined takes out. */
export type Change = { readonly [K in keyof BrowserSearch]?: BrowserSearch[K] | undefined }

export type ChangeSearch = (change: Change, options?: { readonly replace?: boolean }) => void

/** What the address says of the backup, and how it is changed. What else the address says stays. */
export function useBrowserSearch(): readonly [BrowserSearch, ChangeSearch] {
  const given = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback<ChangeSearch>(
    (wanted, { replace = false } = {}) => {
      void navigate({ to: '.', search: (before: object) => ({ ...before, ...wanted }), replace } as never)
    },
    [navigate],
  )
  return [browserSearch(given), change]
}
