import { Button, Text } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useMe } from '../api/me.ts'
import { send } from '../api/send.ts'
import { sessionEnd } from '../api/session-end.ts'
import { SignInSteps } from '../pages/sign-in/sign-in-steps.tsx'
import { DialogFrame } from '../parts/dialog-frame.tsx'
import { useWords } from '../words/translate.ts'
import { SHELL } from './words.ts'

/** Above the page on which a session ended: signing in again, without losing what was entered there. */
export function SessionEnded() {
  const words = useWords(SHELL)
  const queries = useQueryClient()
  const me = useMe()

  async function goOn() {
    const { id } = await send(api.GET('/api/v1/me'))
    if (id !== me?.id) return location.assign('/')
    sessionEnd.begin()
    await queries.invalidateQueries()
  }

  return (
    <DialogFrame
      title={words.sessionEnded}
      actions={<Button onClick={() => location.assign('/sign-in')}>{words.signOut}</Button>}
    >
      <Text>{words.sessionEndedHint}</Text>
      <SignInSteps onSignedIn={goOn} />
    </DialogFrame>
  )
}
