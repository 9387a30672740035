import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useMe } from '../api/me.ts'
import { send } from '../api/send.ts'
import { sessionEnd } from '../api/session-end.ts'
import { SignInSteps } from '../pages/sign-in/sign-in-steps.tsx'
import { useWords } from '../words/translate.ts'
import { SHELL } from './words.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Above the page on which a session ended: signing in again, without losing what was entered there. */
export function SessionEnded() {
  const words = useWords(SHELL)
  const styles = useStyles()
  const queries = useQueryClient()
  const me = useMe()

  async function goOn() {
    const { id } = await send(api.GET('/api/v1/me'))
    if (id !== me?.id) return location.assign('/')
    sessionEnd.begin()
    await queries.invalidateQueries()
  }

  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.sessionEnded}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{words.sessionEndedHint}</Text>
            <SignInSteps onSignedIn={goOn} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => location.assign('/sign-in')}>{words.signOut}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
