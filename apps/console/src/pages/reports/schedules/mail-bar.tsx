import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../api/me.ts'
import { PageLink } from '../../../parts/page-link.tsx'
import { useWords } from '../../../words/translate.ts'
import { hasMailQuery } from '../report-queries.ts'
import { SCHEDULES } from '../words/schedules.ts'

/** Says that mails go nowhere yet, with the way to change that. */
export function MailBar() {
  const words = useWords(SCHEDULES)
  const hasMail = useQuery({ ...hasMailQuery, enabled: useMay()('organisation:read') })
  if (hasMail.data !== false) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {words.noMail}{' '}
        <PageLink to="/settings/mail" isInline>
          {words.toMail}
        </PageLink>
      </MessageBarBody>
    </MessageBar>
  )
}
