import { Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'
import type { Draft } from '../draft.ts'
import type { RetentionLoss } from '../use-retention-loss.ts'
import { FieldGroup, FieldRow, Fields } from './fields.tsx'
import { LossPreview } from './loss-preview.tsx'
import { NumberField } from './number-field.tsx'
import type { StepProps } from './step-props.ts'

const TIERS = ['dailyDays', 'weeklyWeeks', 'monthlyMonths', 'yearlyYears'] as const

/** How long snapshots are kept, and what a change of it would expire. */
export function RetentionStep(
  props: StepProps & { readonly isNew: boolean; readonly loss: RetentionLoss; readonly isRefused: boolean },
) {
  const { draft, change, problemAt, isNew, loss, isRefused } = props
  const words = useWords(WIZARD)
  const isTiered = draft.keeping === 'tiers'
  return (
    <Fields>
      <Field label={words.keeping}>
        <RadioGroup
          value={draft.keeping}
          onChange={(_, { value }) => change({ keeping: value as Draft['keeping'] })}
        >
          <Radio value="seven-years" label={words.sevenYears} />
          <Radio value="other" label={words.other} />
          <Radio value="tiers" label={words.tiers} />
        </RadioGroup>
      </Field>
      {isTiered && (
        <>
          <Text>{words.tiersAbout}</Text>
          <Field {...problemAt('settings.retention.tiers')}>
            <FieldRow>
              {TIERS.map((tier) => (
                <NumberField
                  key={tier}
                  label={words[tier]}
                  value={draft[tier]}
                  onChange={(value) => change({ [tier]: value })}
                  problem={problemAt(`settings.retention.tiers.${tier}`)}
                />
              ))}
            </FieldRow>
          </Field>
        </>
      )}
      {draft.keeping !== 'seven-years' && (
        <NumberField
          label={isTiered ? words.atMost : words.keepDays}
          value={draft.keepDays}
          onChange={(keepDays) => change({ keepDays })}
          problem={problemAt('settings.retention.keepDays')}
        />
      )}
      <Text>{words.newestStays}</Text>
      <FieldGroup title={words.preview}>
        <LossPreview draft={draft} change={change} isNew={isNew} loss={loss} isRefused={isRefused} />
      </FieldGroup>
    </Fields>
  )
}
