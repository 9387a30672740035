import { makeStyles, tokens } from '@fluentui/react-components'
import { type Permission, useMay } from '../../api/me.ts'
import { PageLink } from '../../parts/page-link.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import type { Alert } from './alert-search.ts'
import { ALERTS } from './words.ts'

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
})

type Place = keyof (typeof ALERTS)['en']['links']

/** Where a kind of alert is mended, besides the OneDrive and the job that it may name. */
const PLACES: Readonly<Record<string, readonly [place: Place, to: string, needs: Permission]>> = {
  'key-provider-not-connected': ['keys', '/keys', 'organisation:read'],
  'microsoft-365-not-connected': ['connection', '/settings/connection', 'organisation:read'],
  'secret-expiry': ['connection', '/settings/connection', 'organisation:read'],
  'directory-sync-failing': ['connection', '/settings/connection', 'organisation:read'],
  'change-notifications-failing': ['connection', '/settings/connection', 'organisation:read'],
  'storage-unreachable': ['storage', '/settings/storage', 'organisation:read'],
  'space-low': ['storage', '/settings/storage', 'organisation:read'],
  'report-not-sent': ['reports', '/reports', 'reports:read'],
  'licence-limit': ['licences', '/settings', 'organisation:read'],
  'one-administrator': ['accounts', '/settings', 'accounts:read'],
  'sign-in-from-new-place': ['audit', '/audit', 'audit:read'],
  'delivery-failed': ['subscriptions', '/alerts/subscriptions', 'alerts:write'],
}

/** The pages on which an alert is understood and mended, as far as the viewer may go there. */
export function AlertLinks({ alert: { kind, details } }: { readonly alert: Alert }) {
  const words = useWords(ALERTS)
  const styles = useStyles()
  const may = useMay()
  const { moment } = useFormats()
  const { personId, job, lastGoodSnapshot: good, lastGoodAt } = details
  const place = PLACES[kind]
  return (
    <div className={styles.links}>
      {typeof personId === 'string' && typeof good === 'string' && may('data:read') && (
        <PageLink to={`/onedrive/${personId}/restore?snapshot=${good}`}>
          {typeof lastGoodAt === 'string' ? words.lastGoodOf(moment(lastGoodAt)) : words.lastGood}
        </PageLink>
      )}
      {typeof job === 'string' && may('jobs:read') && (
        <PageLink to={`/jobs/${job}`}>{words.links.job}</PageLink>
      )}
      {typeof personId === 'string' && may('people:read') && (
        <PageLink to={`/onedrive/${personId}`}>{words.links.onedrive}</PageLink>
      )}
      {place && may(place[2]) && <PageLink to={place[1]}>{words.links[place[0]]}</PageLink>}
    </div>
  )
}
