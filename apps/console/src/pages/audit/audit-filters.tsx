import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { ChoiceFilter } from '../../parts/filters/choice-filter.tsx'
import { FilterBar } from '../../parts/filters/filter-bar.tsx'
import { PeriodFilter } from '../../parts/filters/period-filter.tsx'
import { PersonFilter } from '../../parts/filters/person-filter.tsx'
import { withoutNothing } from '../../parts/search-values.ts'
import { useWords } from '../../words/translate.ts'
import type { AuditSearch } from './audit-search.ts'
import { useActionWords } from './use-action-words.ts'
import { AUDIT } from './words.ts'

const useStyles = makeStyles({ narrow: { minWidth: 0 } })

/** By who acted, what they did, to what, to whom, and when. */
export function AuditFilters(props: {
  readonly search: AuditSearch
  readonly choose: (search: AuditSearch) => void
}) {
  const words = useWords(AUDIT)
  const styles = useStyles()
  const sentence = useActionWords()
  const { data } = useQuery({
    queryKey: ['audit', 'choices'],
    queryFn: () => send(api.GET('/api/v1/audit/choices')),
    staleTime: 60_000,
  })
  const { by, ...filters } = props.search
  const { actor, action, target, person } = filters
  const choose = (change: { readonly [K in keyof AuditSearch]?: AuditSearch[K] | undefined }) =>
    props.choose(withoutNothing({ ...props.search, ...change }))
  const [typed, setTyped] = useState(target ?? '')
  useEffect(() => setTyped(target ?? ''), [target])
  const actors = (data?.actors ?? [])
    .filter(({ kind }) => by === undefined || (by === 'system') === (kind === 'system'))
    .map(({ id, name }) => [id, name] as const)
  const actions = (data?.actions ?? []).map((each) => [each, sentence(each)] as const)
  return (
    <FilterBar
      isFiltered={Object.keys(filters).length > 0}
      clear={() => props.choose(withoutNothing({ by }))}
    >
      <ChoiceFilter
        label={words.filters.actor}
        choices={withChosen(actors, actor)}
        value={actor}
        choose={(actor) => choose({ actor })}
      />
      <ChoiceFilter
        label={words.filters.action}
        choices={withChosen(actions, action)}
        value={action}
        choose={(action) => choose({ action })}
      />
      <PersonFilter value={person} choose={(person) => choose({ person })} />
      <Field label={words.filters.target} className={styles.narrow}>
        <Input
          className={styles.narrow}
          value={typed}
          maxLength={200}
          placeholder={words.filters.targetHint}
          onChange={(_, { value }) => setTyped(value)}
          onBlur={() => choose({ target: typed.trim() || undefined })}
          onKeyDown={({ key }) => key === 'Enter' && choose({ target: typed.trim() || undefined })}
        />
      </Field>
      <PeriodFilter period={filters} choose={choose} />
    </FilterBar>
  )
}

/** What is chosen can be seen also where it is not among the choices any more. */
function withChosen(
  choices: readonly (readonly [string, string])[],
  chosen: string | undefined,
): readonly (readonly [string, string])[] {
  return chosen === undefined || choices.some(([each]) => each === chosen)
    ? choices
    : [...choices, [chosen, chosen]]
}
