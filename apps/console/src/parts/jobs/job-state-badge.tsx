import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import type { Job } from '../../api/live-jobs.ts'
import { useWords } from '../../words/translate.ts'
import { type Look, WrappingBadge } from '../wrapping-badge.tsx'
import { JOB_STATE } from './words.ts'

const LOOKS: Readonly<Record<Job['state'], Look>> = {
  queued: ['informative', ClockRegular],
  running: ['brand', ArrowSyncRegular],
  succeeded: ['success', CheckmarkCircleRegular],
  errors: ['warning', WarningRegular],
  failed: ['danger', DismissCircleRegular],
  cancelled: ['informative', SubtractCircleRegular],
}

/** How a job stands. */
export function JobStateBadge({ state }: { readonly state: Job['state'] }) {
  const words = useWords(JOB_STATE)
  return <WrappingBadge look={LOOKS[state]}>{words.states[state]}</WrappingBadge>
}
