import { makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { Failed } from '../../../parts/failed.tsx'
import { Hidden } from '../../../parts/hidden.tsx'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'
import type { Rule } from './rule.ts'
import { RuleLine } from './rule-line.tsx'
import { useRuleOrder } from './use-rule-order.ts'

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, listStyleType: 'none', margin: 0, padding: 0 },
})

/** Rules in their order; moved by their buttons, by Alt and the arrow keys, or by dragging. */
export function RuleList(props: {
  readonly rules: readonly Rule[]
  readonly mayWrite: boolean
  readonly onChange: (rule: Rule) => void
}) {
  const { rules, mayWrite, onChange } = props
  const { rules: words } = useWords(DIRECTORY)
  const styles = useStyles()
  const { move, said, error } = useRuleOrder(rules)
  const [dragged, drag] = useState<string>()
  return (
    <>
      {error && <Failed error={error} />}
      <ol className={styles.list} aria-label={words.list}>
        {rules.map((rule, at) => (
          <RuleLine
            key={rule.id}
            rule={rule}
            at={at}
            of={rules.length}
            mayWrite={mayWrite}
            isDragged={dragged === rule.id}
            onDrag={drag}
            onDrop={() => {
              if (dragged !== undefined) move(dragged, at)
              drag(undefined)
            }}
            onMove={(to) => move(rule.id, to)}
            onChange={() => onChange(rule)}
          />
        ))}
      </ol>
      <Hidden>
        <span role="status">{said}</span>
      </Hidden>
    </>
  )
}
