import { Button, makeStyles, tokens } from '@fluentui/react-components'
import {
  ArrowClockwiseRegular,
  CloudOffRegular,
  DeleteRegular,
  DocumentRegular,
  type FluentIcon,
  HistoryRegular,
  KeyRegular,
  LockClosedRegular,
  PersonProhibitedRegular,
  SearchRegular,
  ShieldLockRegular,
} from '@fluentui/react-icons'
import { ApiError } from '@holdfast/api-client'
import type { ReactNode } from 'react'
import { Empty } from '../parts/empty.tsx'
import { Failed } from '../parts/failed.tsx'
import { PageLink } from '../parts/page-link.tsx'
import { useWords } from '../words/translate.ts'
import { useCommon } from '../words/use-common.ts'
import { BLOCKED } from './blocked-words.ts'
import { nameOf } from './paths.ts'
import { useBrowserSearch } from './use-browser-search.ts'

const ICONS = {
  HF_PRIVACY_BLOCKED: ShieldLockRegular,
  HF_NO_BACKUP: HistoryRegular,
  HF_ONEDRIVE_DELETED: DeleteRegular,
  HF_PERSON_DELETED: DeleteRegular,
  HF_PERSON_PRESERVED: PersonProhibitedRegular,
  HF_SELF_SERVICE_OFF: LockClosedRegular,
  EKEY_UNAVAILABLE: KeyRegular,
  HF_WORKER_AWAY: ArrowClockwiseRegular,
  HF_NOT_FOUND: CloudOffRegular,
  HF_PATH_UNKNOWN: SearchRegular,
  HF_NOT_A_FOLDER: DocumentRegular,
} as const satisfies Readonly<Record<string, FluentIcon>>

type Code = keyof typeof ICONS

const useStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
  },
})

export interface BlockedProps {
  readonly error: unknown
  readonly audience: 'administrator' | 'person'
  readonly again: () => void
}

/** In the place of what may or can not be shown: what it is, and what to do. */
export function Blocked({ error, audience, again }: BlockedProps) {
  const words = useWords(BLOCKED)
  const styles = useStyles()
  if (!(error instanceof ApiError) || !isKnown(error.problem.code))
    return <Failed error={error} reset={again} />
  const { code } = error.problem
  const { title, hint } = words[code]
  return (
    <Empty icon={ICONS[code]} title={title} hint={hint}>
      <div className={styles.actions}>
        <WaysOut code={code} isAdministrator={audience === 'administrator'} again={again} />
      </div>
    </Empty>
  )
}

function isKnown(code: string): code is Code {
  return code in ICONS
}

/** What helps, by what is in the way. */
function WaysOut(props: {
  readonly code: Code
  readonly isAdministrator: boolean
  readonly again: () => void
}): ReactNode {
  const words = useWords(BLOCKED)
  const common = useCommon()
  const [{ path = '' }, change] = useBrowserSearch()
  const { code, isAdministrator, again } = props
  switch (code) {
    case 'HF_NO_BACKUP':
    case 'HF_ONEDRIVE_DELETED':
      return isAdministrator ? <PageLink to="/onedrive">{words.toOneDrive}</PageLink> : null
    case 'HF_PERSON_DELETED':
    case 'HF_PERSON_PRESERVED':
      return isAdministrator ? <PageLink to="/people">{words.toPeople}</PageLink> : null
    case 'EKEY_UNAVAILABLE':
      return (
        <>
          <Button onClick={again}>{common.again}</Button>
          {isAdministrator && <PageLink to="/keys">{words.toKeys}</PageLink>}
        </>
      )
    case 'HF_WORKER_AWAY':
      return <Button onClick={again}>{common.again}</Button>
    case 'HF_NOT_FOUND':
      return (
        <Button onClick={() => change({ snapshot: undefined, path: undefined })}>{words.toNewest}</Button>
      )
    case 'HF_NOT_A_FOLDER':
      return <Button onClick={() => change({ path: undefined })}>{words.toRoot}</Button>
    case 'HF_PATH_UNKNOWN':
      return (
        <>
          <Button appearance="primary" onClick={() => change({ find: nameOf(path), everywhere: true })}>
            {words.searchAll}
          </Button>
          <Button onClick={() => change({ path: undefined })}>{words.toRoot}</Button>
        </>
      )
    default:
      return null
  }
}
