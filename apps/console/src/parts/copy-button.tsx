import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useCommon } from '../words/use-common.ts'
import { Hidden } from './hidden.tsx'

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const common = useCommon()
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    // A page without TLS gets no clipboard.
    await navigator.clipboard?.writeText(text)
    setCopied(navigator.clipboard !== undefined)
  }
  return (
    <>
      <Button
        size="small"
        icon={isCopied ? <CheckmarkRegular aria-hidden /> : <CopyRegular aria-hidden />}
        onClick={() => void copy()}
        onBlur={() => setCopied(false)}
      >
        {isCopied ? common.copied : (label ?? common.copy)}
      </Button>
      <Hidden>
        <span aria-live="polite">{isCopied ? common.copied : ''}</span>
      </Hidden>
    </>
  )
}
