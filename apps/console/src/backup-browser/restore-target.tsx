import { Field, Input, Text } from '@fluentui/react-components'
import { useWords } from '../words/translate.ts'
import { PersonSearch } from './person-search.tsx'
import type { RestoreDraft } from './restore-draft.ts'
import { RESTORING } from './restore-words.ts'

/** What a place to restore to still has to be told: the folder, the person. */
export function RestoreTarget(props: {
  readonly personId: string
  readonly draft: RestoreDraft
  readonly change: (change: Partial<RestoreDraft>) => void
  /** What is missing, once it was asked for. */
  readonly problem: 'folder' | 'receiver' | undefined
}) {
  const { personId, draft, change, problem } = props
  const { target, folder, receiver } = draft
  const words = useWords(RESTORING)
  const hasFolder = target === 'folder' || target === 'person'
  return (
    <>
      <Text size={200}>{words.about[target]}</Text>
      {target === 'person' && (
        <PersonSearch
          receiver={receiver}
          except={personId}
          choose={(chosen) => change({ receiver: chosen })}
          problem={problem === 'receiver' ? words.personNeeded : undefined}
        />
      )}
      {hasFolder && (
        <Field
          label={target === 'folder' ? words.folderName : words.folderOfPerson}
          hint={words.folderHint}
          required={target === 'folder'}
          {...(problem === 'folder' && { validationMessage: words.folderNeeded })}
        >
          <Input value={folder} maxLength={400} onChange={(_, { value }) => change({ folder: value })} />
        </Field>
      )}
    </>
  )
}
