import { Field, Input, Select } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import { GroupSearch } from './group-search.tsx'
import { type Attribute, GROUP_ID, type Operator, type TypedCondition } from './typed-condition.ts'

/** What a condition of its kind asks for. */
export function ConditionFields(props: {
  readonly typed: TypedCondition
  readonly onChange: (fields: Partial<TypedCondition>) => void
}) {
  const { typed, onChange } = props
  const { rules: words } = useWords(DIRECTORY)
  if (typed.kind === 'everyone') return null
  if (typed.kind === 'group') {
    const isWrong = typed.groupId.trim() !== '' && !GROUP_ID.test(typed.groupId.trim())
    return (
      <>
        <GroupSearch name={typed.name} groupId={typed.groupId} choose={onChange} />
        <Field
          label={words.groupId}
          hint={words.groupIdHint}
          required
          {...(isWrong && { validationState: 'error', validationMessage: words.groupIdWrong })}
        >
          <Input
            value={typed.groupId}
            maxLength={64}
            onChange={(_, { value }) => onChange({ groupId: value })}
          />
        </Field>
      </>
    )
  }
  return (
    <>
      <Field label={words.attribute}>
        <Select
          value={typed.attribute}
          onChange={(_, { value }) => onChange({ attribute: value as Attribute })}
        >
          {(Object.keys(words.attributes) as Attribute[]).map((attribute) => (
            <option key={attribute} value={attribute}>
              {words.attributes[attribute]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.operator}>
        <Select value={typed.operator} onChange={(_, { value }) => onChange({ operator: value as Operator })}>
          <option value="equals">{words.operators.equals}</option>
          <option value="contains">{words.operators.contains}</option>
        </Select>
      </Field>
      <Field label={words.value} required>
        <Input value={typed.value} maxLength={256} onChange={(_, { value }) => onChange({ value })} />
      </Field>
    </>
  )
}
