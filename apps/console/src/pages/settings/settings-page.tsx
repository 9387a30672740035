import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { useMay } from '../../api/me.ts'
import { Empty } from '../../parts/empty.tsx'
import { Page } from '../../parts/page.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { SectionLinks } from './section-links.tsx'
import { SECTIONS, type Section } from './sections.ts'
import { SETTINGS } from './words.ts'

const NARROW = '@media (max-width: 899px)'

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '220px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: { [NARROW]: { display: 'none' } },
  up: {
    display: 'none',
    marginBlockEnd: tokens.spacingVerticalS,
    [NARROW]: { display: 'inline-block' },
  },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '1040px' },
})

const CONTENT: Readonly<Record<Section, ComponentType>> = {
  connection: lazy(async () => ({
    default: (await import('./connection/connection-section.tsx')).ConnectionSection,
  })),
  storage: lazy(async () => ({ default: (await import('./storage/storage-section.tsx')).StorageSection })),
  accounts: lazy(async () => ({
    default: (await import('./accounts/accounts-section.tsx')).AccountsSection,
  })),
  'sign-in': lazy(async () => ({ default: (await import('./sign-in/sign-in-section.tsx')).SignInSection })),
  mail: lazy(async () => ({ default: (await import('./mail/mail-section.tsx')).MailSection })),
  webhooks: lazy(async () => ({
    default: (await import('./webhooks/webhooks-section.tsx')).WebhooksSection,
  })),
  keeping: lazy(async () => ({ default: (await import('./keeping/keeping-section.tsx')).KeepingSection })),
  licence: lazy(async () => ({ default: (await import('./licence/licence-section.tsx')).LicenceSection })),
  tokens: lazy(async () => ({ default: (await import('./tokens/tokens-section.tsx')).TokensSection })),
}

/** One part of the settings, with the way to the others. */
export function SettingsPage() {
  const words = useWords(SETTINGS)
  const common = useCommon()
  const styles = useStyles()
  const may = useMay()
  const { section } = useParams({ from: '/signed-in/administration/settings/$section' })
  const Content = CONTENT[section]
  return (
    <div className={styles.page}>
      <div className={styles.side}>
        <SectionLinks here={section} />
      </div>
      <div>
        <Page
          title={words.sections[section]}
          about={words.abouts[section]}
          above={
            <PageLink to="/settings" className={styles.up}>
              {words.all}
            </PageLink>
          }
        >
          {may(SECTIONS[section]) ? (
            <div className={styles.content}>
              <Suspense fallback={<Waiting />}>
                <Content key={section} />
              </Suspense>
            </div>
          ) : (
            <Empty title={common.noAccess} hint={common.noAccessHint} />
          )}
        </Page>
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <Skeleton aria-hidden>
      <SkeletonItem style={{ height: 240 }} />
    </Skeleton>
  )
}
