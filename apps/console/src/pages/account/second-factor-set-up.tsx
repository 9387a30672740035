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
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Failed } from '../../parts/failed.tsx'
import { QrCode } from '../../parts/qr-code.tsx'
import { useWords } from '../../words/translate.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  step: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  secret: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Sets an authenticator app up: shows its secret, wants a code of it, and shows the recovery codes. */
export function SecondFactorSetUp(props: {
  /** Of the app that is replaced. */
  readonly code?: string
  readonly onDone: () => void
}) {
  const words = useWords(ACCOUNT)
  const styles = useStyles()
  const [code, setCode] = useState('')
  const beginning = useQuery({
    queryKey: ['second-factor-set-up'],
    queryFn: () =>
      send(
        api.POST('/api/v1/me/second-factor', {
          body: props.code === undefined ? {} : { code: props.code },
        }),
      ),
    // Each time it is asked for there is another secret.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const confirming = useMutation({
    mutationFn: () =>
      send(api.POST('/api/v1/me/second-factor/confirm', { body: { code: code.replaceAll(' ', '') } })),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    confirming.mutate()
  }
  if (confirming.data) return <RecoveryCodes codes={confirming.data.recoveryCodes} onDone={props.onDone} />
  if (beginning.error) return <Failed error={beginning.error} />
  if (!beginning.data) {
    return (
      <Skeleton aria-hidden>
        <SkeletonItem size={128} />
      </Skeleton>
    )
  }
  const { uri, secret } = beginning.data
  return (
    <form className={styles.form} onSubmit={submit}>
      {confirming.error && <Failed error={confirming.error} />}
      <ol className={styles.steps}>
        <li>
          <div className={styles.step}>
            <Text>{words.scan}</Text>
            <QrCode text={uri} label={words.qrCode} />
            <Text>{words.orType}</Text>
            <span className={styles.secret}>
              <span className={styles.code} data-testid="secret">
                {secret.match(/.{1,4}/g)?.join(' ')}
              </span>
              <CopyButton text={secret} />
            </span>
          </div>
        </li>
        <li>
          <Field label={words.giveCode} required>
            <Input
              autoComplete="one-time-code"
              inputMode="numeric"
              value={code}
              onChange={(_, { value }) => setCode(value)}
            />
          </Field>
        </li>
      </ol>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={confirming.isPending}>
          {words.confirm}
        </Button>
      </div>
    </form>
  )
}
