import {
  Button,
  Field,
  Input,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import { PlugConnectedCheckmarkRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import type { Verification } from './connection-query.ts'
import { Findings } from './findings.tsx'
import { CONNECTION } from './words.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  field: { width: 'min(100%, 560px)' },
  found: { width: '100%', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

/** Tries the connection when it is asked to, and shows what was found. `onVerified` gets all of it. */
export function VerifyConnection(props: { readonly onVerified?: (found: Verification) => void }) {
  const words = useWords(CONNECTION)
  const styles = useStyles()
  const queries = useQueryClient()
  const [testUser, setTestUser] = useState('')
  const trying = useMutation({
    mutationFn: () =>
      send(
        api.POST('/api/v1/connection/verification', {
          body: testUser.trim() === '' ? {} : { testUser: testUser.trim() },
        }),
      ),
    async onSuccess(found) {
      await queries.invalidateQueries({ queryKey: ['connection'] })
      props.onVerified?.(found)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    trying.mutate()
  }
  const { data: found } = trying
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field className={styles.field} label={words.testUser} hint={words.testUserHint}>
        <Input value={testUser} spellCheck={false} onChange={(_, { value }) => setTestUser(value)} />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        icon={<PlugConnectedCheckmarkRegular />}
        disabledFocusable={trying.isPending}
      >
        {words.verify}
      </Button>
      {trying.error && <Failed error={trying.error} />}
      <div className={styles.found} role="status">
        {trying.isPending && (
          <>
            <Text>{words.verifying}</Text>
            <Skeleton aria-hidden>
              <SkeletonItem size={96} />
            </Skeleton>
          </>
        )}
        {found && !trying.isPending && (
          <>
            <Text weight="semibold">{words.verdict[verdictOf(found)]}</Text>
            <Findings findings={found.findings} />
          </>
        )}
      </div>
    </form>
  )
}

function verdictOf({ findings }: Verification): 'failed' | 'warning' | 'passed' {
  if (findings.some(({ outcome }) => outcome === 'failed')) return 'failed'
  return findings.some(({ outcome }) => outcome === 'warning') ? 'warning' : 'passed'
}
