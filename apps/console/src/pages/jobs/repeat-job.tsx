import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { isUnderWay, type Job } from '../../api/live-jobs.ts'
import { type Permission, useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { JOBS } from './words.ts'

/** What it takes to ask for a job of a kind; the others are begun by Holdfast alone. */
const NEEDS: Readonly<Partial<Record<Job['kind'], Permission>>> = {
  backup: 'backups:run',
  restore: 'data:restore',
  'directory-sync': 'organisation:write',
}

/** Asks for the same once more, where that makes sense and the viewer may; the page of the new job opens. */
export function RepeatJob({ job, fail }: { readonly job: Job; readonly fail: (error: unknown) => void }) {
  const words = useWords(JOBS)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notice = useNotice()
  const may = useMay()
  const asking = useMutation({
    mutationFn: () => send(api.POST('/api/v1/jobs/{id}/repeat', { params: { path: { id: job.id } } })),
    async onSuccess({ jobId }) {
      notice({ title: words.repeated })
      await queries.invalidateQueries({ queryKey: ['jobs'] })
      await navigate({ to: '/jobs/$jobId', params: { jobId } })
    },
    onError: fail,
  })
  const needed = NEEDS[job.kind]
  if (needed === undefined || !may(needed) || !isRepeated(job)) return null
  return (
    <Button
      icon={<ArrowClockwiseRegular aria-hidden />}
      disabledFocusable={asking.isPending}
      onClick={() => asking.mutate()}
    >
      {job.kind === 'backup' ? words.backUpAgain : words.tryAgain}
    </Button>
  )
}

/** A backup can always be made again; a restore that went well has no need of it, and a download is chosen anew. */
function isRepeated(job: Job): boolean {
  if (isUnderWay(job)) return false
  const target = job.request.target as { kind?: unknown } | undefined
  return job.kind !== 'restore' || (target?.kind !== 'zip' && job.state !== 'succeeded')
}
