import { Combobox, Field, Option } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'

export interface PickedPerson {
  readonly id: string
  readonly name: string
}

/** Somebody with a backup, found by a part of the name. */
export function PersonPicker(props: {
  readonly label: string
  readonly placeholder: string
  readonly empty: string
  readonly onPick: (person: PickedPerson | undefined) => void
}) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const { data = [] } = useQuery({
    queryKey: ['people', 'picker', search],
    queryFn: async () => {
      const query = { limit: 20, ...(search.trim() !== '' && { search: search.trim() }) }
      const { items } = await send(api.GET('/api/v1/people', { params: { query } }))
      return items.filter(({ onedrive }) => onedrive?.lastSuccessAt)
    },
    placeholderData: (before) => before,
  })
  return (
    <Field label={props.label}>
      <Combobox
        freeform
        value={typed}
        placeholder={props.placeholder}
        onChange={({ target }) => {
          setTyped(target.value)
          props.onPick(undefined)
        }}
        onOptionSelect={(_, { optionValue, optionText = '' }) => {
          setTyped(optionText)
          props.onPick(optionValue === undefined ? undefined : { id: optionValue, name: optionText })
        }}
      >
        {data.map(({ id, displayName, principalName }) => (
          <Option key={id} value={id} text={displayName}>
            {`${displayName} (${principalName})`}
          </Option>
        ))}
        {data.length === 0 && <Option disabled>{props.empty}</Option>}
      </Combobox>
    </Field>
  )
}
