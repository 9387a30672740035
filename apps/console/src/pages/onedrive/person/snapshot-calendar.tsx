import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, use, useEffect, useMemo, useRef, useState } from 'react'
import { Hidden } from '../../../parts/hidden.tsx'
import { localeOf, SpeechContext, useWords } from '../../../words/translate.ts'
import {
  type Day,
  dateOf,
  dayInMonth,
  firstWeekday,
  type Month,
  monthOf,
  plusDays,
  plusMonths,
  weeksOf,
} from './calendar-days.ts'
import { PERSON } from './words.ts'

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { flexGrow: 1, textAlign: 'center' },
  grid: {
    width: '100%',
    tableLayout: 'fixed',
    borderSpacing: '2px',
    '& th': { fontWeight: tokens.fontWeightRegular },
  },
  weekday: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, textAlign: 'center' },
  day: {
    width: '100%',
    minWidth: 0,
    height: '44px',
    padding: 0,
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    cursor: 'pointer',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    lineHeight: 1.2,
    ':hover': {
      borderTopColor: tokens.colorNeutralStroke1,
      borderRightColor: tokens.colorNeutralStroke1,
      borderBottomColor: tokens.colorNeutralStroke1,
      borderLeftColor: tokens.colorNeutralStroke1,
    },
  },
  has: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightSemibold,
  },
  count: { fontSize: tokens.fontSizeBase100 },
})

/** The days of a month with their snapshots. Arrows go from day to day, Page Up and Page Down from month to month. */
export function SnapshotCalendar(props: {
  readonly month: Month
  readonly day: Day | undefined
  /** How many snapshots a day has. */
  readonly counts: ReadonlyMap<Day, number>
  readonly goTo: (month: Month) => void
  /** Undefined for the whole month. */
  readonly choose: (day: Day | undefined) => void
}) {
  const { month, day, counts, goTo, choose } = props
  const words = useWords(PERSON).calendar
  const { language } = use(SpeechContext)
  const styles = useStyles()
  const grid = useRef<HTMLTableElement>(null)
  const names = useMemo(() => namesIn(localeOf(language)), [language])
  const weeks = useMemo(() => weeksOf(month, names.firstWeekday), [month, names])
  const [active, setActive] = useState<Day>(day ?? `${month}-01`)
  const reachable = monthOf(active) === month ? active : (day ?? `${month}-01`)
  const wantsFocus = useRef(false)
  // The day may come only with its month.
  useEffect(() => {
    if (!wantsFocus.current) return
    const button = grid.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)
    if (!button) return
    wantsFocus.current = false
    button.focus()
  })

  function onKeyDown(event: KeyboardEvent) {
    const to = target(event.key, reachable)
    if (to === undefined) return
    event.preventDefault()
    wantsFocus.current = true
    setActive(to)
    if (monthOf(to) !== month) goTo(monthOf(to))
  }

  return (
    <div>
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          aria-label={words.before}
          onClick={() => goTo(plusMonths(month, -1))}
        />
        <Text weight="semibold" className={styles.title} aria-live="polite">
          {names.month.format(dateOf(`${month}-01`))}
        </Text>
        <Button
          appearance="subtle"
          icon={<ChevronRightRegular />}
          aria-label={words.after}
          onClick={() => goTo(plusMonths(month, 1))}
        />
      </div>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a calendar is a grid, which keys go through
        role="grid"
        aria-label={words.label}
        className={styles.grid}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {(weeks[0] ?? []).map((each) => (
              <th key={each} scope="col" className={styles.weekday} abbr={names.weekday.format(dateOf(each))}>
                {names.short.format(dateOf(each))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((each) => {
                const count = counts.get(each) ?? 0
                const isChosen = each === day
                if (monthOf(each) !== month) return <td key={each} />
                return (
                  <td key={each}>
                    <button
                      type="button"
                      data-day={each}
                      tabIndex={each === reachable ? 0 : -1}
                      aria-pressed={isChosen}
                      className={mergeClasses(styles.day, count > 0 && styles.has, isChosen && styles.chosen)}
                      onFocus={() => setActive(each)}
                      onClick={() => choose(isChosen ? undefined : each)}
                    >
                      <span aria-hidden>{Number(each.slice(8))}</span>
                      {count > 0 && (
                        <span aria-hidden className={styles.count}>
                          {words.short(count)}
                        </span>
                      )}
                      <Hidden>{`${names.day.format(dateOf(each))}, ${words.snapshots(count)}`}</Hidden>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function target(key: string, day: Day): Day | undefined {
  switch (key) {
    case 'ArrowLeft':
      return plusDays(day, -1)
    case 'ArrowRight':
      return plusDays(day, 1)
    case 'ArrowUp':
      return plusDays(day, -7)
    case 'ArrowDown':
      return plusDays(day, 7)
    case 'PageUp':
      return dayInMonth(day, plusMonths(monthOf(day), -1))
    case 'PageDown':
      return dayInMonth(day, plusMonths(monthOf(day), 1))
    case 'Home':
      return `${monthOf(day)}-01`
    case 'End':
      return dayInMonth(`${monthOf(day)}-31`, monthOf(day))
    default:
      return undefined
  }
}

function namesIn(locale: string) {
  return {
    firstWeekday: firstWeekday(locale),
    month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'full' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'long' }),
    short: new Intl.DateTimeFormat(locale, { weekday: 'short' }),
  }
}
