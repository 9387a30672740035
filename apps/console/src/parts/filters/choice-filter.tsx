import { Field, makeStyles, Select } from '@fluentui/react-components'
import { useWords } from '../../words/translate.ts'
import { FILTERS } from './words.ts'

const useStyles = makeStyles({ field: { minWidth: 0 }, select: { minWidth: 0 } })

export type Choice<Value extends string> = readonly [value: Value, name: string]

/** One of several, or all of them. */
export function ChoiceFilter<Value extends string>(props: {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value | undefined
  readonly choose: (value: Value | undefined) => void
}) {
  const words = useWords(FILTERS)
  const styles = useStyles()
  const { label, choices, value, choose } = props
  return (
    <Field label={label} className={styles.field}>
      <Select
        className={styles.select}
        value={value ?? ''}
        onChange={(_, { value }) => choose(choices.find(([each]) => each === value)?.[0])}
      >
        <option value="">{words.all}</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
