import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useCommon } from '../words/use-common.ts'

/** What could not be done, in the server's own words, which say what to do. */
export function Failed({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const common = useCommon()
  return (
    <MessageBar intent="error" role="alert" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{sentenceOf(error) ?? common.offline}</MessageBarTitle>
        {error instanceof ApiError && error.problem.hint}
      </MessageBarBody>
      {reset && (
        <MessageBarActions>
          <Button onClick={reset}>{common.again}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}

function sentenceOf(error: unknown): string | undefined {
  return error instanceof ApiError ? error.message : undefined
}
