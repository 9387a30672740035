import { Checkbox, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components'
import { use } from 'react'
import { SpeechContext, useWords } from '../../../words/translate.ts'
import { SCHEDULES } from '../words/schedules.ts'
import type { ScheduleDraft } from './schedule-draft.ts'
import { WEEKDAYS, weekdayName } from './weekdays.ts'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
})

const RHYTHMS = ['day', 'week', 'month'] as const
const DAYS = Array.from({ length: 31 }, (_, day) => day + 1)

/** The fields of a schedule. */
export function ScheduleFields(props: {
  readonly draft: ScheduleDraft
  readonly onChange: (draft: ScheduleDraft) => void
  /** What is wrong with the recipients. */
  readonly fault: string | undefined
}) {
  const { draft, onChange, fault } = props
  const styles = useStyles()
  const words = useWords(SCHEDULES)
  const { language } = use(SpeechContext)
  const change = (part: Partial<ScheduleDraft>) => onChange({ ...draft, ...part })
  const zones = [...new Set(['UTC', draft.timeZone, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      <div className={styles.pair}>
        <Field label={words.every}>
          <Select
            value={draft.every}
            onChange={(_, { value }) => change({ every: value as ScheduleDraft['every'] })}
          >
            {RHYTHMS.map((every) => (
              <option key={every} value={every}>
                {words.rhythm[every]}
              </option>
            ))}
          </Select>
        </Field>
        {draft.every === 'week' && (
          <Field label={words.weekday}>
            <Select value={draft.weekday} onChange={(_, { value }) => change({ weekday: Number(value) })}>
              {WEEKDAYS.map((weekday) => (
                <option key={weekday} value={weekday}>
                  {weekdayName(weekday, language)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {draft.every === 'month' && (
          <Field label={words.day} {...(draft.day > 28 && { hint: words.dayHint })}>
            <Select value={draft.day} onChange={(_, { value }) => change({ day: Number(value) })}>
              {DAYS.map((day) => (
                <option key={day} value={day}>
                  {day}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      <div className={styles.pair}>
        <Field label={words.time}>
          <Input
            type="time"
            value={draft.time}
            onChange={(_, { value }) => value !== '' && change({ time: value.slice(0, 5) })}
          />
        </Field>
        <Field label={words.timeZone}>
          <Select value={draft.timeZone} onChange={(_, { value }) => change({ timeZone: value })}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field
        label={words.recipients}
        hint={words.recipientsHint}
        required
        {...(fault !== undefined && { validationState: 'error', validationMessage: fault })}
      >
        <Textarea
          value={draft.recipients}
          maxLength={7_000}
          onChange={(_, { value }) => change({ recipients: value })}
        />
      </Field>
      <Checkbox
        label={words.attach}
        checked={draft.attachCsv}
        onChange={(_, { checked }) => change({ attachCsv: checked === true })}
      />
    </>
  )
}
