import { useEffect } from 'react'

/** Tells of every change that another tab of this browser makes to what is kept under a key. */
export function useOtherTabs(key: string, changed: () => void): void {
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      // Null when all that is kept goes at once.
      if (event.key === key || event.key === null) changed()
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [key, changed])
}
