import { Combobox, Field, Option } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'

const BREATH = 250

/** Finds a group of Microsoft 365 by its name. Where that cannot be asked, the name is what people are to read. */
export function GroupSearch(props: {
  readonly name: string
  readonly groupId: string
  readonly choose: (group: { readonly name: string; readonly groupId?: string }) => void
}) {
  const { name, groupId, choose } = props
  const { rules: words } = useWords(DIRECTORY)
  const [search, setSearch] = useState(name)
  useEffect(() => {
    const waiting = setTimeout(() => setSearch(name.trim()), BREATH)
    return () => clearTimeout(waiting)
  }, [name])
  const { data } = useQuery({
    queryKey: ['directory-groups', search],
    queryFn: ({ signal }) =>
      send(api.GET('/api/v1/directory/groups', { params: { query: { search } }, signal })),
    placeholderData: keepPreviousData,
  })
  /** Another name is another group: the ID of the one that was chosen goes with its name. */
  function rename(next: string) {
    const wasChosen = data?.groups.some(({ id }) => id === groupId)
    choose({ name: next, ...(wasChosen && { groupId: '' }) })
  }
  return (
    <Field
      label={words.groupName}
      hint={words.groupNameHint}
      {...(data?.problem && { validationState: 'warning', validationMessage: data.problem })}
    >
      <Combobox
        freeform
        autoComplete="off"
        maxLength={256}
        value={name}
        selectedOptions={[groupId]}
        onInput={({ currentTarget }) => rename(currentTarget.value)}
        onOptionSelect={(_, { optionValue, optionText }) => {
          if (optionValue !== undefined) choose({ name: optionText ?? '', groupId: optionValue })
        }}
      >
        {data?.groups.map((group) => (
          <Option key={group.id} value={group.id} text={group.name}>
            {group.name}
          </Option>
        ))}
        {data?.groups.length === 0 && (
          <Option value="" text={name} disabled>
            {words.noGroup}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
