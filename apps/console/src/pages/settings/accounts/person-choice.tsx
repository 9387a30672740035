import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useWords } from '../../../words/translate.ts'
import { ACCOUNTS } from './words.ts'

/** Finds one person by a part of the name or address. */
export function PersonChoice(props: {
  readonly chosen: string | undefined
  readonly onChange: (id: string) => void
}) {
  const { chosen, onChange } = props
  const words = useWords(ACCOUNTS)
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const { data } = useQuery({
    queryKey: ['people', 'to-choose', search],
    queryFn: () => send(api.GET('/api/v1/people', { params: { query: { search, limit: 8 } } })),
    enabled: search !== '',
  })
  return (
    <>
      <Field label={words.person} hint={words.personHint} required>
        <Input
          type="search"
          contentBefore={<SearchRegular />}
          value={text}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      {data && search !== '' && (
        <RadioGroup
          aria-label={words.person}
          value={chosen ?? ''}
          onChange={(_, { value }) => onChange(value)}
        >
          {data.items.map(({ id, displayName, principalName }) => (
            <Radio key={id} value={id} label={`${displayName} (${principalName})`} />
          ))}
        </RadioGroup>
      )}
    </>
  )
}
