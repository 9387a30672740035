import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { Failed } from '../../../parts/failed.tsx'
import { LeaveGuard } from '../../../parts/leave-guard.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { ConfirmKit } from './confirm-kit.tsx'
import { KitSheet } from './kit-sheet.tsx'
import type { RecoveryKit } from './make-kit.ts'
import { KIT } from './words.ts'

const useStyles = makeStyles({
  column: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalL,
    maxWidth: '960px',
  },
  start: { alignSelf: 'flex-start' },
})

/** Makes a recovery kit in this browser, shows it once, has it confirmed, and tells the server its public half. */
export function KitMaker(props: {
  /** The kit whose place it takes. */
  readonly replaces: string | undefined
  readonly onDone: () => void
}) {
  const words = useWords(KIT)
  const styles = useStyles()
  const queries = useQueryClient()
  const notice = useNotice()
  const [kit, setKit] = useState<RecoveryKit>()
  const [isKept, setKept] = useState(false)
  const making = useMutation({
    // The words are many, and come only when they are needed.
    mutationFn: async () => setKit((await import('./make-kit.ts')).makeRecoveryKit()),
    gcTime: 0,
  })
  const telling = useMutation({
    mutationFn: (body: { readonly kitId: string; readonly publicKey: string }) =>
      api.PUT('/api/v1/keys/recovery-kit', { body }),
    async onSuccess() {
      setKit(undefined)
      notice({ title: words.done, body: words.doneAbout })
      await queries.invalidateQueries({ queryKey: ['keys'] })
      props.onDone()
    },
  })
  if (kit === undefined)
    return (
      <div className={styles.column}>
        <Text>{words.about}</Text>
        {props.replaces !== undefined && (
          <MessageBar layout="multiline">
            <MessageBarBody>{words.replaces(props.replaces)}</MessageBarBody>
          </MessageBar>
        )}
        {making.error !== null && <Failed error={making.error} />}
        <Button
          className={styles.start}
          appearance="primary"
          disabledFocusable={making.isPending}
          onClick={() => making.mutate()}
        >
          {words.make}
        </Button>
      </div>
    )
  return (
    <div className={styles.column}>
      <LeaveGuard isDirty isLostWithin words={words.leaving} />
      {isKept ? (
        <ConfirmKit
          words={kit.words}
          isPending={telling.isPending}
          error={telling.error}
          onBack={() => setKept(false)}
          onConfirmed={() => telling.mutate({ kitId: kit.kitId, publicKey: kit.publicKey })}
        />
      ) : (
        <KitSheet kit={kit} onKept={() => setKept(true)} />
      )}
    </div>
  )
}
