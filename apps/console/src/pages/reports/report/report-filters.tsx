import { Button, Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { profileNamesQuery } from '../../../api/profile-names.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import type { ReportName } from '../report-names.ts'
import { type ChoiceFilter, choicesOf, DAYS, FILTERS, filterOf, type ReportSearch } from '../report-search.ts'
import { NAMES } from '../words/names.ts'
import { REPORTS } from '../words/reports.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    '@media print': { display: 'none' },
  },
  field: { minWidth: 'min(100%, 180px)', '@media (max-width: 480px)': { width: '100%' } },
})

const PAUSE = 300

interface FiltersProps {
  readonly report: ReportName
  readonly search: ReportSearch
  readonly onChange: (search: ReportSearch) => void
}

/** What a report is narrowed by; all of it stands in the address. */
export function ReportFilters({ report, search, onChange }: FiltersProps) {
  const styles = useStyles()
  const words = useWords(REPORTS)
  const { sort, order } = search
  const isFiltered = Object.keys(filterOf(search)).length > 0
  const without = (name: string) =>
    Object.fromEntries(Object.entries(search).filter(([key]) => key !== name)) as ReportSearch
  return (
    <search className={styles.bar} aria-label={words.filters}>
      {FILTERS[report].map((name) => {
        if (name === 'search') return <SearchFilter key={name} {...{ search, onChange, without }} />
        return (
          <Field key={name} label={words.filter[name]} className={styles.field}>
            <Select
              value={String(search[name] ?? (name === 'days' ? 90 : ''))}
              onChange={(_, { value }) =>
                onChange(
                  value === ''
                    ? without(name)
                    : ({ ...search, [name]: name === 'days' ? Number(value) : value } as ReportSearch),
                )
              }
            >
              <Options name={name} />
            </Select>
          </Field>
        )
      })}
      {isFiltered && (
        <Button
          appearance="subtle"
          onClick={() => onChange({ ...(sort && { sort }), ...(order && { order }) })}
        >
          {words.clear}
        </Button>
      )}
    </search>
  )
}

function SearchFilter(
  props: Omit<FiltersProps, 'report'> & { readonly without: (name: string) => ReportSearch },
) {
  const { search, onChange, without } = props
  const styles = useStyles()
  const words = useWords(REPORTS)
  const said = search.search ?? ''
  const [text, setText] = useState(said)
  useEffect(() => setText(said), [said])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === said) return
    const timer = setTimeout(
      () => onChange(wanted === '' ? without('search') : { ...search, search: wanted }),
      PAUSE,
    )
    return () => clearTimeout(timer)
  }, [text, said, search, onChange, without])
  return (
    <Field label={words.search} className={styles.field}>
      <SearchBox value={text} maxLength={256} onChange={(_, { value }) => setText(value)} />
    </Field>
  )
}

function Options({ name }: { readonly name: ChoiceFilter | 'profileId' | 'days' }) {
  const words = useWords(REPORTS)
  const names = useWords(NAMES)
  const common = useCommon()
  const profiles = useQuery({
    ...profileNamesQuery,
    enabled: useMay()('profiles:read') && name === 'profileId',
  })
  if (name === 'days')
    return DAYS.map((days) => (
      <option key={days} value={days}>
        {words.lastDays(String(days))}
      </option>
    ))
  const labels: Readonly<Record<string, string>> =
    name === 'profileId' ? {} : name === 'status' ? common.status : names[name]
  const options =
    name === 'profileId'
      ? (profiles.data ?? []).map(({ id, name: label }) => [id, label] as const)
      : choicesOf(name).map((choice) => [choice, labels[choice] ?? choice] as const)
  return (
    <>
      <option value="">{words.any}</option>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  )
}
