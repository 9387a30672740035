import { Field, Switch } from '@fluentui/react-components'
import { useWords } from '../../../../words/translate.ts'
import { WIZARD } from '../../words/wizard.ts'
import { AccessTable } from './access-table.tsx'
import { FieldGroup, Fields } from './fields.tsx'
import type { StepProps } from './step-props.ts'

const SELF_SERVICE = ['restore', 'download', 'backupNow'] as const

/** Who may reach people's data, and what people may do by themselves. */
export function PrivacyStep({ draft, change }: StepProps) {
  const words = useWords(WIZARD)
  return (
    <Fields>
      <div>
        <Switch
          label={words.adminAccess}
          checked={draft.adminAccess}
          onChange={(_, { checked }) => change({ adminAccess: checked })}
        />
        <br />
        <Switch
          label={words.personMayEdit}
          checked={draft.personMayEdit}
          onChange={(_, { checked }) => change({ personMayEdit: checked })}
        />
      </div>
      <AccessTable privacy={draft} />
      <FieldGroup title={words.selfService}>
        <Field hint={words.signInOff}>
          <Switch
            label={words.signInSwitch}
            checked={draft.signIn}
            onChange={(_, { checked }) => change({ signIn: checked })}
          />
        </Field>
        {SELF_SERVICE.map((ability) => (
          <Switch
            key={ability}
            label={words[ability]}
            checked={draft[ability]}
            disabled={!draft.signIn}
            onChange={(_, { checked }) => change({ [ability]: checked })}
          />
        ))}
      </FieldGroup>
    </Fields>
  )
}
