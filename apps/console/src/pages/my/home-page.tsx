import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { LeftOutPanel } from './left-out-panel.tsx'
import { ownBackupQuery } from './own-backup-query.ts'
import { RestorePanel } from './restore-panel.tsx'
import { StandingPanel } from './standing-panel.tsx'
import { MY } from './words.ts'

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '880px' },
})

/** A person's own OneDrive: how its backup stands, and the ways to what is in it. */
export function HomePage() {
  const words = useWords(MY)
  const styles = useStyles()
  const { data, error, refetch } = useQuery(ownBackupQuery)
  return (
    <Page title={words.home.title}>
      <div className={styles.parts}>
        {error && !data && <Failed error={error} reset={() => void refetch()} />}
        {data ? (
          <>
            <StandingPanel backup={data} />
            {data.person.onedrive?.lastSuccessAt && <RestorePanel backup={data} />}
            <LeftOutPanel backup={data} />
          </>
        ) : (
          !error && <Waiting />
        )}
      </div>
    </Page>
  )
}

/** As high as what comes. */
function Waiting() {
  return (
    <Skeleton aria-hidden>
      <SkeletonItem style={{ height: 232, marginBottom: 16 }} />
      <SkeletonItem style={{ height: 148, marginBottom: 16 }} />
      <SkeletonItem style={{ height: 180 }} />
    </Skeleton>
  )
}
