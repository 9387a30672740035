import { Badge, type BadgeProps, makeStyles } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  type FluentIcon,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import type { Job } from '../../api/live-jobs.ts'
import { useWords } from '../../words/translate.ts'
import { JOB_STATE } from './words.ts'

const LOOKS: Readonly<Record<Job['state'], readonly [NonNullable<BadgeProps['color']>, FluentIcon]>> = {
  queued: ['informative', ClockRegular],
  running: ['brand', ArrowSyncRegular],
  succeeded: ['success', CheckmarkCircleRegular],
  errors: ['warning', WarningRegular],
  failed: ['danger', DismissCircleRegular],
  cancelled: ['informative', SubtractCircleRegular],
}

const useStyles = makeStyles({ badge: { whiteSpace: 'nowrap' } })

/** How a job stands, in words and colour. */
export function JobStateBadge({ state }: { readonly state: Job['state'] }) {
  const words = useWords(JOB_STATE)
  const styles = useStyles()
  const [color, Icon] = LOOKS[state]
  return (
    <Badge className={styles.badge} appearance="tint" color={color} size="large" icon={<Icon aria-hidden />}>
      {words.states[state]}
    </Badge>
  )
}
