import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { Hidden } from '../../parts/hidden.tsx'
import { useWords } from '../../words/translate.ts'
import { KEYS } from './words.ts'

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: {
    flexGrow: 1,
    minWidth: 0,
    paddingBlock: tokens.spacingVerticalS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
})

/** A text to copy: a command to run elsewhere, or a token. */
export function CommandLine({ text, label }: { readonly text: string; readonly label: string }) {
  const words = useWords(KEYS)
  const styles = useStyles()
  const code = useRef<HTMLElement>(null)
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    // A page without TLS gets no clipboard: then the text is at least selected.
    if (code.current) getSelection()?.selectAllChildren(code.current)
    await navigator.clipboard?.writeText(text)
    setCopied(navigator.clipboard !== undefined)
  }
  return (
    <div className={styles.line}>
      <code ref={code} className={styles.text}>
        {text}
      </code>
      <Button
        appearance="subtle"
        aria-label={`${words.copy}: ${label}`}
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
        onBlur={() => setCopied(false)}
      />
      <Hidden>
        <span role="status">{isCopied ? words.copied : ''}</span>
      </Hidden>
    </div>
  )
}
