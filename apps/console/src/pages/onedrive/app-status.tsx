import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import {
  CloudCheckmarkRegular,
  CloudDismissRegular,
  CloudOffRegular,
  type FluentIcon,
  LockClosedRegular,
  PersonClockRegular,
  PersonProhibitedRegular,
} from '@fluentui/react-icons'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import type { Person } from './list/use-people.ts'
import { ONEDRIVE } from './words.ts'

const useStyles = makeStyles({
  states: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  state: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { fontSize: '18px', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  small: { color: tokens.colorNeutralForeground2, width: '100%' },
})

type Standing = readonly [icon: FluentIcon, look: 'good' | 'bad' | undefined, text: string, title?: string]

/** Whether a OneDrive is backed up, and what stands in the way: each with an icon and a word. */
export function AppStatus({ person }: { readonly person: Person }) {
  const words = useWords(ONEDRIVE)
  const common = useCommon()
  const { day } = useFormats()
  const styles = useStyles()
  const { state, onedrive, adminAccess, purgeAt } = person
  const until = state === 'deleted' ? purgeAt : onedrive?.state === 'deleted' ? onedrive.purgeAt : undefined
  const standings: Standing[] = []
  if (state === 'deleted') standings.push([PersonProhibitedRegular, 'bad', words.personDeleted])
  else standings.push(appOf(onedrive?.state, common.app))
  if (state === 'preserved')
    standings.push([PersonClockRegular, undefined, words.preserved, words.preservedHint])
  if (!adminAccess) standings.push([LockClosedRegular, undefined, words.blocked, words.blockedHint])
  return (
    <span className={styles.states}>
      {standings.map(([Icon, look, text, title]) => (
        <span key={text} className={styles.state} title={title}>
          <Icon className={mergeClasses(styles.icon, look && styles[look])} aria-hidden />
          <Text truncate wrap={false}>
            {text}
          </Text>
        </span>
      ))}
      {until !== undefined && (
        <Text size={200} className={styles.small} truncate wrap={false}>
          {until === null ? words.purged : words.until(day(until))}
        </Text>
      )}
    </span>
  )
}

function appOf(
  state: NonNullable<Person['onedrive']>['state'] | undefined,
  names: Readonly<Record<'enabled' | 'disabled' | 'deleted' | 'none', string>>,
): Standing {
  switch (state) {
    case 'enabled':
      return [CloudCheckmarkRegular, 'good', names.enabled]
    case 'disabled':
      return [CloudOffRegular, undefined, names.disabled]
    case 'deleted':
      return [CloudDismissRegular, 'bad', names.deleted]
    case undefined:
      return [CloudOffRegular, undefined, names.none]
  }
}
