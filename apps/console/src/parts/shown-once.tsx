import { Button, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { DialogFrame } from './dialog-frame.tsx'

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { flexGrow: 1, minWidth: '200px', fontFamily: tokens.fontFamilyMonospace },
})

/** Shows a secret the one time that it can be seen: a token, or a link. It goes when somebody says that they have it. */
export function ShownOnce(props: {
  readonly title: string
  /** What to do with it. */
  readonly hint: string
  /** Names the text for screen readers. */
  readonly label: string
  readonly text: string
  readonly done: string
  /** What else can be done with it. */
  readonly children?: ReactNode
  readonly onDone: () => void
}) {
  const { title, hint, label, text, done, children, onDone } = props
  const styles = useStyles()
  return (
    <DialogFrame
      title={title}
      actions={
        <Button appearance="primary" onClick={onDone}>
          {done}
        </Button>
      }
    >
      <Text>{hint}</Text>
      <div className={styles.line}>
        <Input
          className={styles.text}
          readOnly
          aria-label={label}
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={text} />
      </div>
      {children}
    </DialogFrame>
  )
}
