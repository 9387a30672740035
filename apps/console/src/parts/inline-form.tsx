import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { FormEvent, ReactNode } from 'react'
import { useCommon } from '../words/use-common.ts'
import { Failed } from './failed.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  whole: { flexGrow: 1 },
})

/** Fields in a page or a card: they are sent once, and what the server says against it stands above them. */
export function InlineForm(props: {
  /** What the form is for, as a mutation tells of it. */
  readonly saving: { readonly mutate: () => void; readonly isPending: boolean; readonly error: unknown }
  /** What the button that ends it does. */
  readonly verb: string
  /** Without it, the form is all that there is, and its button as wide as it. */
  readonly onClose?: () => void
  /** Whether everything that is needed is entered. */
  readonly isReady?: boolean
  /** Names the form for screen readers. */
  readonly label?: string
  readonly children: ReactNode
}) {
  const { saving, verb, onClose, isReady = true, label, children } = props
  const common = useCommon()
  const styles = useStyles()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady && !saving.isPending) saving.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} {...(label !== undefined && { 'aria-label': label })}>
      {Boolean(saving.error) && <Failed error={saving.error} />}
      {children}
      <div className={styles.actions}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={!isReady || saving.isPending}
          {...(!onClose && { className: styles.whole })}
        >
          {verb}
        </Button>
        {onClose && <Button onClick={onClose}>{common.cancel}</Button>}
      </div>
    </form>
  )
}
