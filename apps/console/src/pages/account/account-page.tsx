import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/me.ts'
import { Facts } from '../../parts/facts.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ownAccessQuery } from './own-access-query.ts'
import { PasswordPanel } from './password-panel.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { OwnTokens } from './tokens/own-tokens.tsx'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '960px' },
})

/** Who the viewer is here, and what they sign in with. */
export function AccountPage() {
  const words = useWords(ACCOUNT)
  const common = useCommon()
  const styles = useStyles()
  const me = useMe()
  const { data: access, error, refetch } = useQuery(ownAccessQuery)
  return (
    <Page title={words.title} about={words.about}>
      <div className={styles.all}>
        {error && !access && <Failed error={error} reset={() => void refetch()} />}
        <Panel title={words.who}>
          {access && me ? (
            <Facts
              facts={[
                [words.name, me.name],
                [words.email, access.email],
                [words.role, me.role === null ? common.none : common.role[me.role]],
                ...(access.isOfOrganisation ? [[words.signsIn, words.withOrganisation] as const] : []),
              ]}
            />
          ) : (
            <Skeleton aria-hidden>
              <SkeletonItem size={64} />
            </Skeleton>
          )}
        </Panel>
        {access?.hasPassword && <PasswordPanel />}
        {access && <SecondFactorPanel access={access} />}
        <SessionsPanel />
        {me && me.role !== 'person' && <OwnTokens />}
      </div>
    </Page>
  )
}
