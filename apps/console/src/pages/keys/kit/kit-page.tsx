import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Page } from '../../../parts/page.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { kitQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { KitMaker } from './kit-maker.tsx'
import { KIT } from './words.ts'

/** The page on which a recovery kit is made. */
export function KitPage() {
  const words = useWords(KIT)
  const keys = useWords(KEYS)
  const navigate = useNavigate()
  const { data } = useQuery(kitQuery)
  return (
    <Page title={words.title} above={<PageLink to="/keys">{keys.title}</PageLink>}>
      <Panel title={keys.kit.title}>
        <KitMaker replaces={data?.kit?.kitId} onDone={() => void navigate({ to: '/keys' })} />
      </Panel>
    </Page>
  )
}
