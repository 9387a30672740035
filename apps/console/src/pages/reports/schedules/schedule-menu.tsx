import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { DeleteRegular, EditRegular, MoreHorizontalRegular, SendRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { useWords } from '../../../words/translate.ts'
import { isReportName } from '../report-names.ts'
import { type Schedule, schedulesQuery } from '../report-queries.ts'
import { NAMES } from '../words/names.ts'
import { SCHEDULES } from '../words/schedules.ts'

/** What can be done with a schedule. */
export function ScheduleMenu(props: { readonly schedule: Schedule; readonly onChange: () => void }) {
  const { schedule, onChange } = props
  const words = useWords(SCHEDULES)
  const names = useWords(NAMES)
  const queries = useQueryClient()
  const [asking, ask] = useState<'send' | 'remove'>()
  const params = { path: { id: schedule.id } }
  const name = isReportName(schedule.report) ? names.title[schedule.report] : schedule.report
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.menu(name)} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<SendRegular />} onClick={() => ask('send')}>
              {words.sendNow}
            </MenuItem>
            <MenuItem icon={<EditRegular />} onClick={onChange}>
              {words.change}
            </MenuItem>
            <MenuItem icon={<DeleteRegular />} onClick={() => ask('remove')}>
              {words.remove}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <ConfirmDialog
        isOpen={asking === 'send'}
        onClose={() => ask(undefined)}
        title={words.sendNow}
        question={words.sendQuestion(schedule.recipients.join(', '))}
        run={async () => {
          await api.POST('/api/v1/report-schedules/{id}/send', { params })
          return { title: words.sent }
        }}
      />
      <ConfirmDialog
        isOpen={asking === 'remove'}
        onClose={() => ask(undefined)}
        title={words.removeTitle}
        question={words.removeQuestion}
        run={async () => {
          await api.DELETE('/api/v1/report-schedules/{id}', { params })
          await queries.invalidateQueries({ queryKey: schedulesQuery.queryKey })
          return { title: words.removed }
        }}
      />
    </>
  )
}
