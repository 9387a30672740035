import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { SectionLinks } from './section-links.tsx'
import { SETTINGS } from './words.ts'

/** On a phone: what there is to set, before it is chosen. */
export function SettingsListPage() {
  const words = useWords(SETTINGS)
  return (
    <Page title={words.title} about={words.about}>
      <SectionLinks isLong />
    </Page>
  )
}
