import { ChoiceFilter } from '../../parts/filters/choice-filter.tsx'
import { FilterBar } from '../../parts/filters/filter-bar.tsx'
import { PeriodFilter } from '../../parts/filters/period-filter.tsx'
import { PersonFilter } from '../../parts/filters/person-filter.tsx'
import { JOB_KIND } from '../../parts/jobs/kind-words.ts'
import { JOB_STATE } from '../../parts/jobs/words.ts'
import { withoutNothing } from '../../parts/search-values.ts'
import { useWords } from '../../words/translate.ts'
import { type JobSearch, KINDS, STATES } from './job-search.ts'
import { JOBS } from './words.ts'

/** By kind, state, person and time. */
export function JobFilters(props: {
  readonly search: JobSearch
  readonly choose: (search: JobSearch) => void
}) {
  const words = useWords(JOBS)
  const kinds = useWords(JOB_KIND)
  const { states } = useWords(JOB_STATE)
  const { search } = props
  const choose = (change: { readonly [K in keyof JobSearch]?: JobSearch[K] | undefined }) =>
    props.choose(withoutNothing({ ...search, ...change }))
  return (
    <FilterBar isFiltered={Object.keys(search).length > 0} clear={() => props.choose({})}>
      <ChoiceFilter
        label={words.filters.kind}
        choices={KINDS.map((kind) => [kind, kinds[kind]] as const)}
        value={search.kind}
        choose={(kind) => choose({ kind })}
      />
      <ChoiceFilter
        label={words.filters.state}
        choices={STATES.map((state) => [state, states[state]] as const)}
        value={search.state}
        choose={(state) => choose({ state })}
      />
      <PersonFilter value={search.person} choose={(person) => choose({ person })} />
      <PeriodFilter period={search} choose={choose} />
    </FilterBar>
  )
}
