import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useWords } from '../words/translate.ts'
import { BLOCKED } from './blocked-words.ts'

type Targets = readonly { readonly refusal: { readonly code: string } | null }[]

/** Says above the list when less can be restored than one would think, and why. */
export function Obstacle({ targets }: { readonly targets: Targets | undefined }) {
  const words = useWords(BLOCKED)
  const code = targets?.find(({ refusal }) => refusal !== null)?.refusal?.code
  const sentence =
    code === 'HF_ONEDRIVE_DISABLED'
      ? words.disabled
      : code === 'HF_PERSON_PRESERVED'
        ? words.preserved
        : code === 'HF_SELF_SERVICE_OFF'
          ? words.selfServiceOff
          : undefined
  if (sentence === undefined) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{sentence}</MessageBarBody>
    </MessageBar>
  )
}
