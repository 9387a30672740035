import { Field, Input, makeStyles } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { profileNamesQuery } from '../../../api/profile-names.ts'
import { ChoiceFilter } from '../../../parts/filters/choice-filter.tsx'
import { FilterBar } from '../../../parts/filters/filter-bar.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { ONEDRIVE } from '../words.ts'
import { APP_STATES, PERSON_STATES, type PeopleFilter, STATUSES } from './people-search.ts'

const PAUSE = 300

const useStyles = makeStyles({ input: { minWidth: 0 } })

/** What the list is limited to. */
export function PeopleFilters(props: {
  readonly filter: PeopleFilter
  readonly change: (change: { [K in keyof PeopleFilter]?: PeopleFilter[K] | undefined }) => void
  readonly clear: () => void
}) {
  const { filter, change, clear } = props
  const words = useWords(ONEDRIVE)
  const common = useCommon()
  const may = useMay()
  const profiles = useQuery({
    ...profileNamesQuery,
    enabled: may('profiles:read'),
  })
  const all = profiles.data ?? []
  return (
    <FilterBar isFiltered={Object.keys(filter).length > 0} clear={clear}>
      <SearchBox value={filter.search ?? ''} change={(search) => change({ search: search || undefined })} />
      <ChoiceFilter
        label={words.filters.status}
        choices={STATUSES.map((status) => [status, common.status[status]])}
        value={filter.status}
        choose={(status) => change({ status })}
      />
      <ChoiceFilter
        label={words.filters.app}
        choices={APP_STATES.map((app) => [app, common.app[app]])}
        value={filter.app}
        choose={(app) => change({ app })}
      />
      <ChoiceFilter
        label={words.filters.state}
        choices={PERSON_STATES.map((state) => [state, common.person[state]])}
        value={filter.state}
        choose={(state) => change({ state })}
      />
      {all.length > 1 && (
        <ChoiceFilter
          label={words.filters.profile}
          choices={all.map(({ id, name }) => [id, name])}
          value={filter.profileId}
          choose={(profileId) => change({ profileId })}
        />
      )}
    </FilterBar>
  )
}

/** Asks when whoever types pauses. */
function SearchBox({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const words = useWords(ONEDRIVE)
  const styles = useStyles()
  const [typed, setTyped] = useState(value)
  // Set from outside, as by going back: then that is what stands there.
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed.trim() === value) return
    const waiting = setTimeout(() => change(typed.trim()), PAUSE)
    return () => clearTimeout(waiting)
  }, [typed, value, change])
  return (
    <Field label={words.search}>
      <Input
        type="search"
        className={styles.input}
        placeholder={words.searchHint}
        contentBefore={<SearchRegular aria-hidden />}
        value={typed}
        maxLength={256}
        onChange={(_, { value }) => setTyped(value)}
      />
    </Field>
  )
}
