import { Text } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import type { ReportName } from '../report-names.ts'
import { type Schedule, schedulesQuery } from '../report-queries.ts'
import type { ReportFilter } from '../report-search.ts'
import { NAMES } from '../words/names.ts'
import { SCHEDULES } from '../words/schedules.ts'
import { readAddresses } from './address-list.ts'
import { MailBar } from './mail-bar.tsx'
import { bodyOf, draftOf, newDraft } from './schedule-draft.ts'
import { ScheduleFields } from './schedule-fields.tsx'

interface ScheduleDialogProps {
  readonly onClose: () => void
  readonly report: ReportName
  readonly filter: ReportFilter
  /** The one that is changed; without it, a new one is made. */
  readonly schedule?: Schedule | undefined
}

/** How often a report is sent, when and to whom. */
export function ScheduleDialog({ onClose, report, filter, schedule }: ScheduleDialogProps) {
  const words = useWords(SCHEDULES)
  const common = useCommon()
  const names = useWords(NAMES)
  const notice = useNotice()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => (schedule ? draftOf(schedule) : newDraft()))
  const [isTried, setTried] = useState(false)
  const { addresses, wrong } = readAddresses(draft.recipients)
  const fault =
    wrong !== undefined ? words.noAddress(wrong) : addresses.length === 0 ? words.noRecipient : undefined
  const saving = useMutation({
    async mutationFn() {
      const body = { report, ...bodyOf(draft, filter) }
      if (schedule === undefined) return void (await api.POST('/api/v1/report-schedules', { body }))
      const params = { path: { id: schedule.id }, header: { 'if-match': `"${schedule.version}"` } }
      await api.PUT('/api/v1/report-schedules/{id}', { params, body })
    },
    async onSuccess() {
      onClose()
      notice({ title: schedule ? common.saved : words.added })
      await queries.invalidateQueries({ queryKey: schedulesQuery.queryKey })
    },
  })
  function submit() {
    setTried(true)
    if (fault === undefined) saving.mutate()
  }
  return (
    <FormDialog
      onClose={onClose}
      title={schedule ? words.changeTitle(names.title[report]) : words.addTitle(names.title[report])}
      saving={saving}
      onSubmit={submit}
    >
      <MailBar />
      {Object.keys(filter).length > 0 && schedule === undefined && <Text>{words.filtered}</Text>}
      <ScheduleFields draft={draft} onChange={setDraft} fault={isTried ? fault : undefined} />
    </FormDialog>
  )
}
