import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'
import type { ExclusionLists } from './entries.ts'
import { PersonPicker, type PickedPerson } from './person-picker.tsx'
import { RulesFound } from './rules-found.tsx'

const useStyles = makeStyles({
  ask: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
})

/** Looks into somebody's newest backup for what lists would leave out, before anybody saves them. */
export function ExclusionPreview({ lists }: { readonly lists: ExclusionLists }) {
  const words = useWords(EXCLUSIONS)
  const formats = useFormats()
  const styles = useStyles()
  const [person, setPerson] = useState<PickedPerson>()
  const looking = useMutation({
    mutationFn: async (id: string) =>
      await send(
        api.POST('/api/v1/people/{id}/exclusion-preview', { params: { path: { id } }, body: lists }),
      ),
  })
  const found = looking.data
  const sentence =
    found &&
    (found.excludedFiles === 0
      ? words.resultNone(formats.count(found.files))
      : words.result(
          formats.count(found.excludedFiles),
          formats.bytes(found.excludedBytes),
          formats.count(found.files),
        ))
  return (
    <Panel title={words.preview} about={words.previewAbout}>
      <div className={styles.ask}>
        <PersonPicker
          label={words.person}
          placeholder={words.choose}
          empty={words.noBackup}
          onPick={(picked) => {
            setPerson(picked)
            looking.reset()
          }}
        />
        <Button
          disabledFocusable={person === undefined || looking.isPending}
          onClick={() => person && looking.mutate(person.id)}
        >
          {words.look}
        </Button>
      </div>
      <div role="status">
        {looking.isPending && <Text>{words.looking}</Text>}
        {sentence && <Text weight="semibold">{sentence}</Text>}
      </div>
      {looking.error && <Failed error={looking.error} />}
      {found && found.rules.length > 0 && <RulesFound rules={found.rules} />}
    </Panel>
  )
}
