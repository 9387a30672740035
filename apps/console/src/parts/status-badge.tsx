import {
  CheckmarkCircleRegular,
  CircleRegular,
  DismissCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useCommon } from '../words/use-common.ts'
import { type Look, WrappingBadge } from './wrapping-badge.tsx'

export type BackupStatus = 'never' | 'success' | 'errors' | 'failed'

export const BACKUP_STATUSES: readonly BackupStatus[] = ['success', 'errors', 'failed', 'never']

const LOOKS: Readonly<Record<BackupStatus, Look>> = {
  never: ['informative', CircleRegular],
  success: ['success', CheckmarkCircleRegular],
  errors: ['warning', WarningRegular],
  failed: ['danger', DismissCircleRegular],
}

/** How the last backup went. */
export function StatusBadge({ status }: { readonly status: BackupStatus }) {
  const common = useCommon()
  return <WrappingBadge look={LOOKS[status]}>{common.status[status]}</WrappingBadge>
}
