import { Badge, type BadgeProps, makeStyles } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  CircleRegular,
  DismissCircleRegular,
  type FluentIcon,
  WarningRegular,
} from '@fluentui/react-icons'
import { useCommon } from '../words/use-common.ts'

export type BackupStatus = 'never' | 'success' | 'errors' | 'failed'

export const BACKUP_STATUSES: readonly BackupStatus[] = ['success', 'errors', 'failed', 'never']

const LOOKS: Readonly<Record<BackupStatus, readonly [NonNullable<BadgeProps['color']>, FluentIcon]>> = {
  never: ['informative', CircleRegular],
  success: ['success', CheckmarkCircleRegular],
  errors: ['warning', WarningRegular],
  failed: ['danger', DismissCircleRegular],
}

/** Where there is little room, two lines that are whole. */
const useStyles = makeStyles({
  badge: { height: 'auto', minHeight: '24px', lineHeight: '16px', paddingBlock: '2px' },
})

/** How the last backup went: in words, since a colour alone says nothing to many. */
export function StatusBadge({ status }: { readonly status: BackupStatus }) {
  const common = useCommon()
  const styles = useStyles()
  const [color, Icon] = LOOKS[status]
  return (
    <Badge className={styles.badge} appearance="tint" color={color} size="large" icon={<Icon aria-hidden />}>
      {common.status[status]}
    </Badge>
  )
}
