import { ChoiceFilter } from '../../parts/filters/choice-filter.tsx'
import { FilterBar } from '../../parts/filters/filter-bar.tsx'
import { PersonFilter } from '../../parts/filters/person-filter.tsx'
import { withoutNothing } from '../../parts/search-values.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { ALERT_KINDS } from './alert-kind-words.ts'
import { type AlertSearch, KIND_NAMES, SEVERITIES } from './alert-search.ts'
import { ALERTS } from './words.ts'

/** By severity, kind and person. */
export function AlertFilters(props: {
  readonly search: AlertSearch
  readonly choose: (search: AlertSearch) => void
}) {
  const words = useWords(ALERTS)
  const { names } = useWords(ALERT_KINDS)
  const common = useCommon()
  const { which, ...filters } = props.search
  const choose = (change: { readonly [K in keyof AlertSearch]?: AlertSearch[K] | undefined }) =>
    props.choose(withoutNothing({ ...props.search, ...change }))
  return (
    <FilterBar
      isFiltered={Object.keys(filters).length > 0}
      clear={() => props.choose(withoutNothing({ which }))}
    >
      <ChoiceFilter
        label={words.filters.severity}
        choices={SEVERITIES.map((severity) => [severity, common.severity[severity]] as const)}
        value={filters.severity}
        choose={(severity) => choose({ severity })}
      />
      <ChoiceFilter
        label={words.filters.kind}
        choices={KIND_NAMES.map((kind) => [kind, names[kind]] as const)}
        value={filters.kind}
        choose={(kind) => choose({ kind })}
      />
      <PersonFilter value={filters.person} choose={(person) => choose({ person })} />
    </FilterBar>
  )
}
