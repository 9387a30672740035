import { Checkbox, Field, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components'
import { use } from 'react'
import { SpeechContext, useWords } from '../../../../words/translate.ts'
import { weekdaysOf } from '../../weekdays.ts'
import { WIZARD } from '../../words/wizard.ts'
import { FieldRow } from './fields.tsx'
import type { StepProps } from './step-props.ts'

const useStyles = makeStyles({ days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } })

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

/** Hours in which no backup begins, and the time zone that they are meant in. */
export function BlackoutFields({ draft, change, problemAt }: StepProps) {
  const words = useWords(WIZARD)
  const styles = useStyles()
  const { language } = use(SpeechContext)
  const zones = ZONES.includes(draft.timeZone) ? ZONES : [draft.timeZone, ...ZONES]
  return (
    <>
      <Field label={words.timeZone} hint={words.timeZoneHint} {...problemAt('settings.backup.timeZone')}>
        <Select value={draft.timeZone} onChange={(_, { value }) => change({ timeZone: value })}>
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      </Field>
      <Field hint={words.blackoutHint}>
        <Switch
          label={words.blackout}
          checked={draft.hasBlackout}
          onChange={(_, { checked }) => change({ hasBlackout: checked })}
        />
      </Field>
      {draft.hasBlackout && (
        <>
          <FieldRow>
            <Field label={words.from} {...problemAt('settings.backup.blackout.from')}>
              <Input
                type="time"
                value={draft.blackoutFrom}
                onChange={(_, { value }) => change({ blackoutFrom: value })}
              />
            </Field>
            <Field label={words.to} {...problemAt('settings.backup.blackout.to')}>
              <Input
                type="time"
                value={draft.blackoutTo}
                onChange={(_, { value }) => change({ blackoutTo: value })}
              />
            </Field>
          </FieldRow>
          <Field label={words.days} hint={words.daysHint} {...problemAt('settings.backup.blackout.days')}>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own */}
            <div role="group" aria-label={words.days} className={styles.days}>
              {weekdaysOf(language).map(({ day, name }) => (
                <Checkbox
                  key={day}
                  label={name}
                  checked={draft.blackoutDays.includes(day)}
                  onChange={(_, { checked }) =>
                    change({
                      blackoutDays: [
                        ...draft.blackoutDays.filter((each) => each !== day),
                        ...(checked === true ? [day] : []),
                      ].sort(),
                    })
                  }
                />
              ))}
            </div>
          </Field>
        </>
      )}
    </>
  )
}
