import { COMMON } from './common.ts'
import { useWords } from './translate.ts'

/** What more than one area says, in the viewer's language. */
export function useCommon() {
  return useWords(COMMON)
}
