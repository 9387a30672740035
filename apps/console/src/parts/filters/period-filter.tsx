import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useWords } from '../../words/translate.ts'
import { FILTERS } from './words.ts'

const useStyles = makeStyles({ field: { minWidth: 0 }, input: { minWidth: 0 } })

/** The first and the last day of a period, as days of the viewer's calendar (`2026-11-29`). */
export interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The first and the last day that are of interest. */
export function PeriodFilter(props: { readonly period: Period; readonly choose: (period: Period) => void }) {
  const words = useWords(FILTERS)
  const styles = useStyles()
  const { from, to } = props.period
  return (
    <>
      <Field label={words.from} className={styles.field}>
        <Input
          className={styles.input}
          type="date"
          value={from ?? ''}
          {...(to !== undefined && { max: to })}
          onChange={(_, { value }) => props.choose({ from: value || undefined, to })}
        />
      </Field>
      <Field label={words.to} className={styles.field}>
        <Input
          className={styles.input}
          type="date"
          value={to ?? ''}
          {...(from !== undefined && { min: from })}
          onChange={(_, { value }) => props.choose({ from, to: value || undefined })}
        />
      </Field>
    </>
  )
}

/** The same as instants: from the first moment of the first day to the first moment after the last, in the viewer's zone. */
export function instantsOf({ from, to }: Period): { from?: string; to?: string } {
  return {
    ...(from !== undefined && { from: startOf(from, 0) }),
    ...(to !== undefined && { to: startOf(to, 1) }),
  }
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
