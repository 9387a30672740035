import { Field, Input, Switch, Textarea } from '@fluentui/react-components'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'
import { Fields } from './fields.tsx'
import { NumberField } from './number-field.tsx'
import type { StepProps } from './step-props.ts'

/** What a profile is called, whom it takes, and what becomes of preserved people. */
export function GeneralStep({
  draft,
  change,
  problemAt,
  isDefault,
}: StepProps & { readonly isDefault: boolean }) {
  const words = useWords(WIZARD)
  return (
    <Fields>
      <Field
        label={words.name}
        required
        {...(isDefault && { hint: words.nameDefault })}
        {...problemAt('name')}
      >
        <Input
          value={draft.name}
          maxLength={100}
          disabled={isDefault}
          onChange={(_, { value }) => change({ name: value })}
        />
      </Field>
      <Field label={words.description} hint={words.descriptionHint} {...problemAt('description')}>
        <Textarea
          value={draft.description}
          maxLength={1_000}
          onChange={(_, { value }) => change({ description: value })}
        />
      </Field>
      <NumberField
        label={words.maxPeople}
        hint={words.maxPeopleHint}
        value={draft.maxPeople}
        onChange={(maxPeople) => change({ maxPeople })}
        problem={problemAt('maxPeople')}
      />
      <Field hint={words.deletePreservedHint}>
        <Switch
          label={words.deletePreserved}
          checked={draft.deletesPreserved}
          onChange={(_, { checked }) => change({ deletesPreserved: checked })}
        />
      </Field>
      {draft.deletesPreserved && (
        <NumberField
          label={words.deleteAfter}
          hint={words.deleteAfterHint}
          value={draft.deleteAfterDays}
          onChange={(deleteAfterDays) => change({ deleteAfterDays })}
          problem={problemAt('settings.preserved.deleteAfterDays')}
        />
      )}
    </Fields>
  )
}
