import { Field, Select, Switch } from '@fluentui/react-components'
import { useWords } from '../../../../words/translate.ts'
import { EXCLUSION_KINDS } from '../../exclusions/entries.ts'
import { EntryList } from '../../exclusions/entry-list.tsx'
import { FREQUENCIES, type Frequency } from '../../profile.ts'
import { SETTINGS_OF_PROFILE } from '../../words/settings.ts'
import { WIZARD } from '../../words/wizard.ts'
import { BlackoutFields } from './blackout-fields.tsx'
import { FieldGroup, Fields } from './fields.tsx'
import type { StepProps } from './step-props.ts'

/** How often OneDrives are backed up, when not, and what is left out. */
export function OnedriveStep(props: StepProps) {
  const { draft, change, problemAt } = props
  const words = useWords(WIZARD)
  const settings = useWords(SETTINGS_OF_PROFILE)
  return (
    <Fields>
      <Field hint={words.enabledHint}>
        <Switch
          label={words.enabled}
          checked={draft.enabled}
          onChange={(_, { checked }) => change({ enabled: checked })}
        />
      </Field>
      <Field label={words.frequency} {...problemAt('settings.backup.frequency')}>
        <Select
          value={draft.frequency}
          onChange={(_, { value }) => change({ frequency: value as Frequency })}
        >
          {FREQUENCIES.map((frequency) => (
            <option key={frequency} value={frequency}>
              {settings.frequencies[frequency]}
            </option>
          ))}
        </Select>
      </Field>
      <BlackoutFields {...props} />
      <FieldGroup title={words.exclusions} about={words.exclusionsAbout}>
        {EXCLUSION_KINDS.map((kind) => (
          <EntryList
            key={kind}
            kind={kind}
            text={draft[kind]}
            onChange={(text) => change({ [kind]: text })}
            problem={problemAt(`settings.backup.exclusions.${kind}`).validationMessage as string | undefined}
          />
        ))}
      </FieldGroup>
      <Field hint={words.malwareHint}>
        <Switch
          label={words.malware}
          checked={draft.quarantineMalware}
          onChange={(_, { checked }) => change({ quarantineMalware: checked })}
        />
      </Field>
    </Fields>
  )
}
