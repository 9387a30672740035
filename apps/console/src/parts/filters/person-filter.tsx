import { Combobox, Field, makeStyles, Option, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { useWords } from '../../words/translate.ts'
import { FILTERS } from './words.ts'

const useStyles = makeStyles({
  field: { minWidth: 0 },
  box: { minWidth: 0, width: '100%', '& input': { minWidth: 0, width: '100%' } },
  address: { display: 'block' },
})

const SHOWN = 20

/** One of the people, found by name or address. Not there for whoever may not know them. */
export function PersonFilter(props: {
  readonly value: string | undefined
  readonly choose: (personId: string | undefined) => void
}) {
  const words = useWords(FILTERS)
  const styles = useStyles()
  const may = useMay()
  const { value, choose } = props
  const [typed, setTyped] = useState<string>()
  const search = useDeferredValue(typed?.trim() ?? '')
  const isOffered = may('people:read')
  const found = useQuery({
    queryKey: ['people', 'found', search],
    queryFn: () =>
      send(
        api.GET('/api/v1/people', {
          params: { query: { limit: SHOWN, ...(search !== '' && { search }) } },
        }),
      ),
    enabled: isOffered && typed !== undefined,
    placeholderData: (before) => before,
  })
  const name = usePersonName(isOffered ? value : undefined)
  if (!isOffered) return null
  const people = found.data?.items ?? []
  return (
    <Field label={words.person} className={styles.field}>
      <Combobox
        className={styles.box}
        freeform
        clearable
        placeholder={words.everybody}
        value={typed ?? name ?? ''}
        selectedOptions={value === undefined ? [] : [value]}
        onOpenChange={(_, { open }) => setTyped(open ? '' : undefined)}
        onChange={({ target }) => setTyped(target.value)}
        onOptionSelect={(_, { optionValue }) => {
          setTyped(undefined)
          choose(optionValue)
        }}
      >
        {people.map(({ id, displayName, principalName }) => (
          <Option key={id} value={id} text={displayName}>
            <span>
              {displayName}
              <Text size={200} className={styles.address}>
                {principalName}
              </Text>
            </span>
          </Option>
        ))}
        {found.data && people.length === 0 && (
          <Option disabled value="" text="">
            {words.nobody}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}

/** What somebody is called; undefined while nobody knows. */
export function usePersonName(personId: string | undefined): string | undefined {
  const person = useQuery({
    queryKey: ['person', personId],
    queryFn: () => send(api.GET('/api/v1/people/{id}', { params: { path: { id: personId ?? '' } } })),
    enabled: personId !== undefined,
  })
  return person.data?.displayName
}
