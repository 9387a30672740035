import { makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { profileNamesQuery } from '../../../api/profile-names.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { STATES, searchOf } from '../search.ts'
import { PEOPLE } from '../words/people.ts'
import type { PeopleFilters } from './person.ts'

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gridTemplateColumns: 'minmax(min(100%, 200px), 360px) repeat(2, minmax(120px, 200px))',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalM,
    '@media (max-width: 720px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  search: { maxWidth: 'none' },
})

/** Whom the list shows: the address of the page says it. */
export function PeopleFilter({ filters }: { readonly filters: PeopleFilters }) {
  const words = useWords(PEOPLE)
  const common = useCommon()
  const styles = useStyles()
  const navigate = useNavigate()
  const { data: profiles = [] } = useQuery(profileNamesQuery)
  const { search = '' } = filters
  const [typed, setTyped] = useState(search)
  useEffect(() => setTyped(search), [search])
  useEffect(() => {
    if (typed.trim() === search) return
    const timer = setTimeout(() => {
      void navigate({
        to: '/people',
        search: (before) => searchOf({ ...before, search: typed.trim() }),
        replace: true,
      })
    }, 300)
    return () => clearTimeout(timer)
  }, [typed, search, navigate])
  const filter = (changed: Partial<Record<keyof PeopleFilters, string>>) =>
    void navigate({ to: '/people', search: (before) => searchOf({ ...before, ...changed }) })
  return (
    <div className={styles.bar}>
      <SearchBox
        className={styles.search}
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        maxLength={256}
        onChange={(_, { value }) => setTyped(value)}
      />
      <Select
        aria-label={words.state}
        value={filters.state ?? ''}
        onChange={(_, { value }) => filter({ state: value })}
      >
        <option value="">{words.present}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {common.person[state]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={words.profile}
        value={filters.profileId ?? ''}
        onChange={(_, { value }) => filter({ profileId: value })}
      >
        <option value="">{words.anyProfile}</option>
        {profiles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  )
}
