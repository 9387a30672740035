import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { WIZARD } from '../words/wizard.ts'

/** The draft was found where it had been left: says so, and offers to begin anew. */
export function FoundAgain({ onStartAgain }: { readonly onStartAgain: () => void }) {
  const words = useWords(WIZARD)
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{words.kept}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={onStartAgain}>{words.startAgain}</Button>
      </MessageBarActions>
    </MessageBar>
  )
}
