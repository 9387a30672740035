import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import {
  type FluentIcon,
  InfoRegular,
  PauseCircleRegular,
  ShieldCheckmarkRegular,
  ShieldDismissRegular,
  ShieldErrorRegular,
} from '@fluentui/react-icons'
import { useWords } from '../../words/translate.ts'
import type { OwnBackup } from './own-backup-query.ts'
import { MY } from './words.ts'

/** How somebody's backup stands, in one word. */
export type StandingKind = 'safe' | 'partly' | 'failed' | 'first' | 'off' | 'none'

export function standingOf({ isBackedUp, person: { onedrive } }: OwnBackup): StandingKind {
  if (!onedrive) return 'none'
  if (!isBackedUp) return 'off'
  if (onedrive.lastStatus === 'failed') return 'failed'
  if (!onedrive.lastSuccessAt) return 'first'
  return onedrive.lastStatus === 'errors' ? 'partly' : 'safe'
}

const ICONS: Readonly<Record<StandingKind, FluentIcon>> = {
  safe: ShieldCheckmarkRegular,
  partly: ShieldErrorRegular,
  failed: ShieldDismissRegular,
  first: InfoRegular,
  off: PauseCircleRegular,
  none: InfoRegular,
}

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { display: 'flex', flexDirection: 'column' },
  icon: { fontSize: '40px', flexShrink: 0, color: tokens.colorNeutralForeground3 },
  safe: { color: tokens.colorStatusSuccessForeground1 },
  partly: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
})

/** Whether everything is safe, at a glance and in a sentence. */
export function Standing(props: { readonly standing: StandingKind; readonly error: string | null }) {
  const { standing, error } = props
  const words = useWords(MY).home.standings[standing]
  const styles = useStyles()
  const Icon = ICONS[standing]
  const color = standing === 'safe' || standing === 'partly' || standing === 'failed' ? standing : undefined
  return (
    <div className={styles.line}>
      <Icon className={mergeClasses(styles.icon, color && styles[color])} aria-hidden />
      <div className={styles.words}>
        <Text size={500} weight="semibold">
          {words.title}
        </Text>
        <Text>{words.hint}</Text>
        {standing === 'failed' && error && <Text size={200}>{error}</Text>}
      </div>
    </div>
  )
}
