import { Combobox, Field, Option, Radio, RadioGroup } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useWords } from '../../../words/translate.ts'
import { INVITE } from './words.ts'

export interface Invited {
  readonly kind: 'connector' | 'device'
  /** Whose device it is. */
  readonly personId: string | null
}

/** Who is to hold keys: a machine of the organisation, or a person's own device. */
export function InviteWhom(props: { readonly whom: Invited; readonly choose: (whom: Invited) => void }) {
  const words = useWords(INVITE)
  const { whom, choose } = props
  return (
    <>
      <RadioGroup
        aria-label={words.whom}
        value={whom.kind}
        onChange={(_, { value }) => choose({ kind: value as Invited['kind'], personId: null })}
      >
        <Radio value="connector" label={words.connector} />
        <Radio value="device" label={words.device} />
      </RadioGroup>
      {whom.kind === 'device' && (
        <PersonField onChosen={(personId) => choose({ kind: 'device', personId })} />
      )}
    </>
  )
}

function PersonField({ onChosen }: { readonly onChosen: (personId: string | null) => void }) {
  const words = useWords(INVITE)
  const [typed, setTyped] = useState('')
  const { data } = useQuery({
    queryKey: ['people', 'search', typed],
    queryFn: () =>
      send(
        api.GET('/api/v1/people', {
          params: { query: { ...(typed !== '' && { search: typed }), state: 'active', limit: 20 } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <Field label={words.person} hint={words.personHint} required>
      <Combobox
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          onChosen(null)
        }}
        onOptionSelect={(_, { optionValue, optionText }) => {
          setTyped(optionText ?? '')
          onChosen(optionValue ?? null)
        }}
      >
        {data?.items.map(({ id, displayName, principalName }) => (
          <Option key={id} value={id} text={displayName}>
            {`${displayName} (${principalName})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
