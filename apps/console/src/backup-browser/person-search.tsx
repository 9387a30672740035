import { Combobox, Field, Option, type OptionOnSelectData } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import { send } from '../api/send.ts'
import { useWords } from '../words/translate.ts'
import type { RestoreDraft } from './restore-draft.ts'
import { RESTORING } from './restore-words.ts'

type Receiver = RestoreDraft['receiver']

const BREATH = 250

/** Chooses somebody by name or address, of those who are active. */
export function PersonSearch(props: {
  readonly receiver: Receiver
  /** Who is not among them. */
  readonly except: string
  readonly choose: (receiver: Receiver) => void
  readonly problem: string | undefined
}) {
  const { receiver, except, choose, problem } = props
  const words = useWords(RESTORING)
  const [text, setText] = useState(receiver?.name ?? '')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const waiting = setTimeout(() => setSearch(text === receiver?.name ? '' : text.trim()), BREATH)
    return () => clearTimeout(waiting)
  }, [text, receiver])
  const found = useQuery({
    queryKey: ['people', 'receivers', search],
    queryFn: ({ signal }) =>
      send(
        api.GET('/api/v1/people', {
          params: { query: { limit: 20, ...(search !== '' && { search }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })
  const people = found.data?.items.filter(({ id, state }) => id !== except && state === 'active') ?? []
  function select({ optionValue, optionText }: OptionOnSelectData) {
    if (optionValue === undefined) return
    setText(optionText ?? '')
    choose({ id: optionValue, name: optionText ?? '' })
  }
  return (
    <Field
      label={words.person}
      hint={words.personHint}
      required
      {...(problem !== undefined && { validationMessage: problem })}
    >
      <Combobox
        freeform
        autoComplete="off"
        value={text}
        selectedOptions={receiver ? [receiver.id] : []}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          if (receiver) choose(null)
        }}
        onOptionSelect={(_, data) => select(data)}
      >
        {people.map(({ id, displayName, principalName }) => (
          <Option key={id} value={id} text={displayName}>
            {displayName} ({principalName})
          </Option>
        ))}
        {found.data && people.length === 0 && (
          <Option value="" text="" disabled>
            {words.nobody}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
