import { Field, type FieldProps, Input, makeStyles } from '@fluentui/react-components'

const useStyles = makeStyles({ input: { maxWidth: '160px' } })

/** A whole number, kept as it was typed. */
export function NumberField(props: {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly problem: Pick<FieldProps, 'validationState' | 'validationMessage'>
}) {
  const styles = useStyles()
  const { label, hint, value, onChange, problem } = props
  return (
    <Field label={label} {...(hint !== undefined && { hint })} {...problem}>
      <Input
        className={styles.input}
        inputMode="numeric"
        value={value}
        maxLength={9}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  )
}
