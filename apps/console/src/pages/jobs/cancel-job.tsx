import { Button } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { isUnderWay, type Job } from '../../api/live-jobs.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { ConfirmedAction } from '../../parts/confirmed-action.tsx'
import { useWords } from '../../words/translate.ts'
import { JOBS } from './words.ts'

/** Stops a job that waits or runs, for whoever may. */
export function CancelJob({
  job,
  size = 'medium',
}: {
  readonly job: Job
  readonly size?: 'small' | 'medium'
}) {
  const words = useWords(JOBS)
  const queries = useQueryClient()
  const may = useMay()
  if (!isUnderWay(job) || !may('jobs:cancel')) return null
  if (job.cancelRequested)
    return (
      <Button size={size} disabledFocusable>
        {words.cancelling}
      </Button>
    )
  async function cancel() {
    const after = await send(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id: job.id } } }))
    for (const key of ['jobs', 'job']) await queries.invalidateQueries({ queryKey: [key] })
    return { title: after.state === 'cancelled' ? words.withdrawn : words.cancelled }
  }
  const question =
    job.kind === 'backup'
      ? words.cancelBackup
      : job.kind === 'restore'
        ? words.cancelRestore
        : words.cancelOther
  return <ConfirmedAction label={words.cancel} question={question} run={cancel} size={size} />
}
