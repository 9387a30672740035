import { FluentProvider, Toaster, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { TOASTER } from '../parts/use-notice.tsx'
import { COMMON } from '../words/common.ts'
import {
  firstLanguage,
  KEPT_LANGUAGE,
  keepLanguage,
  type Language,
  type Speech,
  SpeechContext,
} from '../words/translate.ts'
import { AppearanceContext, useAppearance } from './appearance.ts'
import { useOtherTabs } from './use-other-tabs.ts'

/** Theme and language of everything: as the viewer chose, or as their system and browser ask for. */
export function Surroundings({ children }: { readonly children: ReactNode }) {
  const appearance = useAppearance()
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useOtherTabs(
    KEPT_LANGUAGE,
    useCallback(() => setLanguage(firstLanguage()), []),
  )
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speech = useMemo<Speech>(
    () => ({
      language,
      speak(chosen) {
        keepLanguage(chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return (
    <SpeechContext value={speech}>
      <AppearanceContext value={appearance}>
        <FluentProvider
          theme={appearance.isDark ? webDarkTheme : webLightTheme}
          style={{ minHeight: '100dvh' }}
        >
          {children}
          <section aria-label={COMMON[language].notices}>
            <Toaster inline toasterId={TOASTER} position="bottom-end" pauseOnHover pauseOnWindowBlur />
          </section>
        </FluentProvider>
      </AppearanceContext>
    </SpeechContext>
  )
}
