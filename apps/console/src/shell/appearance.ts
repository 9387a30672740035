import { createContext, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useOtherTabs } from './use-other-tabs.ts'

export const APPEARANCES = ['system', 'light', 'dark'] as const

export type AppearanceChoice = (typeof APPEARANCES)[number]

export interface Appearance {
  readonly choice: AppearanceChoice
  readonly isDark: boolean
  choose(choice: AppearanceChoice): void
}

export const AppearanceContext = createContext<Appearance>({
  choice: 'system',
  isDark: false,
  choose: () => {},
})

const KEPT = 'holdfast.appearance'
const DARK = matchMedia('(prefers-color-scheme: dark)')

function keptChoice(): AppearanceChoice {
  return APPEARANCES.find((each) => each === localStorage.getItem(KEPT)) ?? 'system'
}

/** Light or dark: what the viewer chose in this browser, else what their system asks for. */
export function useAppearance(): Appearance {
  const [choice, setChoice] = useState(keptChoice)
  useOtherTabs(
    KEPT,
    useCallback(() => setChoice(keptChoice()), []),
  )
  const isSystemDark = useSyncExternalStore(
    (changed) => {
      DARK.addEventListener('change', changed)
      return () => DARK.removeEventListener('change', changed)
    },
    () => DARK.matches,
  )
  const isDark = choice === 'system' ? isSystemDark : choice === 'dark'
  useEffect(() => {
    // For what the browser draws itself: scroll bars, choices of a list, dates.
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark])
  return useMemo(
    () => ({
      choice,
      isDark,
      choose(chosen) {
        localStorage.setItem(KEPT, chosen)
        setChoice(chosen)
      },
    }),
    [choice, isDark],
  )
}
