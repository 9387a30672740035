import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useMay } from '../api/me.ts'
import { PageLink } from '../parts/page-link.tsx'
import { useWords } from '../words/translate.ts'
import { BLOCKED } from './blocked-words.ts'

type Targets = readonly { readonly refusal: { readonly code: string } | null }[]

/** Says above the list when less can be restored than one would think, why, and where that is changed. */
export function Obstacle(props: {
  readonly targets: Targets | undefined
  readonly personId: string
  readonly audience: 'administrator' | 'person'
}) {
  const { targets, personId, audience } = props
  const words = useWords(BLOCKED)
  const may = useMay()
  const isAdministrator = audience === 'administrator'
  const code = targets?.find(({ refusal }) => refusal !== null)?.refusal?.code
  const [sentence, canChange] =
    code === 'HF_ONEDRIVE_DISABLED'
      ? [isAdministrator ? words.disabled : words.ownDisabled, may('onedrives:write')]
      : code === 'HF_PERSON_PRESERVED'
        ? [words.preserved, may('people:write')]
        : [code === 'HF_SELF_SERVICE_OFF' ? words.selfServiceOff : undefined, false]
  if (sentence === undefined) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{sentence}</MessageBarBody>
      {isAdministrator && canChange && (
        <MessageBarActions>
          <PageLink to={`/onedrive/${personId}`}>{words.toPerson}</PageLink>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
