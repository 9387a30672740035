import { Link, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import { useMay } from '../../../api/me.ts'
import { useWords } from '../../../words/translate.ts'
import { hasMailQuery } from '../report-queries.ts'
import { SCHEDULES } from '../words/schedules.ts'

const ToSettings = createLink(Link)

/** Says that mails go nowhere yet, with the way to change that. */
export function MailBar() {
  const words = useWords(SCHEDULES)
  const hasMail = useQuery({ ...hasMailQuery, enabled: useMay()('organisation:read') })
  if (hasMail.data !== false) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {words.noMail} <ToSettings to={'/settings/mail' as string}>{words.toMail}</ToSettings>
      </MessageBarBody>
    </MessageBar>
  )
}
