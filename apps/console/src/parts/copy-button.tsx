import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useCommon } from '../words/use-common.ts'
import { copyText } from './copy-text.ts'
import { Hidden } from './hidden.tsx'

/** Puts a text on the clipboard, and says so. */
export function CopyButton(props: {
  readonly text: string
  /** What the text is: the button is then its picture alone. */
  readonly of?: string
}) {
  const { text, of } = props
  const common = useCommon()
  const [isCopied, setCopied] = useState(false)
  return (
    <>
      <Button
        {...(of === undefined
          ? { size: 'small' }
          : { appearance: 'subtle', 'aria-label': `${common.copy}: ${of}` })}
        icon={isCopied ? <CheckmarkRegular aria-hidden /> : <CopyRegular aria-hidden />}
        onClick={() => void copyText(text).then(setCopied)}
        onBlur={() => setCopied(false)}
      >
        {of === undefined && (isCopied ? common.copied : common.copy)}
      </Button>
      <Hidden>
        <span aria-live="polite">{isCopied ? common.copied : ''}</span>
      </Hidden>
    </>
  )
}
