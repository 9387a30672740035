import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'

/** Somebody else saved first: the two ways out. */
export function Meanwhile(props: { readonly onTheirs: () => void; readonly onBoth: () => void }) {
  const words = useWords(EXCLUSIONS)
  return (
    <MessageBar intent="warning" role="alert" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.changed}</MessageBarTitle>
        {words.changedHint}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={props.onBoth}>
          {words.together}
        </Button>
        <Button onClick={props.onTheirs}>{words.takeTheirs}</Button>
      </MessageBarActions>
    </MessageBar>
  )
}
