import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
  },
  group: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    paddingBlockStart: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  about: { color: tokens.colorNeutralForeground2 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
})

/** Fields below one another. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().fields}>{children}</div>
}

/** Fields that belong together, under a heading of their own. */
export function FieldGroup(props: {
  readonly title: string
  readonly about?: string
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
    <div role="group" aria-labelledby={id} className={styles.group}>
      <div>
        <Text as="h3" id={id} block size={400} weight="semibold">
          {props.title}
        </Text>
        {props.about && <Text className={styles.about}>{props.about}</Text>}
      </div>
      {props.children}
    </div>
  )
}

/** Fields beside one another, where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().row}>{children}</div>
}
