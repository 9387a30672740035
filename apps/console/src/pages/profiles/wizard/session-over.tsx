import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useLocation } from '@tanstack/react-router'
import { PageLink } from '../../../parts/page-link.tsx'
import { useWords } from '../../../words/translate.ts'
import { WIZARD } from '../words/wizard.ts'

export function isSessionOver(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 401
}

/** Nothing is lost by signing in again: the draft is kept, and the way leads back here. */
export function SessionOver() {
  const words = useWords(WIZARD)
  const here = useLocation({ select: ({ href }) => href })
  return (
    <MessageBar intent="warning" role="alert" layout="multiline">
      <MessageBarBody>{words.sessionOver}</MessageBarBody>
      <MessageBarActions>
        <PageLink to={`/sign-in?to=${encodeURIComponent(here)}`}>{words.signIn}</PageLink>
      </MessageBarActions>
    </MessageBar>
  )
}
