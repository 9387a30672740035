import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../../../parts/facts.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { CommandLine } from '../command-line.tsx'
import { kitQuery, type RecoveryDrill } from '../keys-queries.ts'
import { KEYS } from '../words.ts'

/** Opens as many vaults as are enough to trust the sheet. */
const COMMAND = 'npx holdfast recovery drill --kit kit.txt --sample 20'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
})

/** Whether the sheet was tried: when, what it opened, and how to try it. */
export function DrillPanel() {
  const words = useWords(KEYS)
  const formats = useFormats()
  const { data } = useQuery(kitQuery)
  const drill = data?.drill
  return (
    <Panel title={words.drill.title} about={words.drill.about}>
      {drill ? (
        <>
          <Facts
            facts={[
              [words.drill.last, `${formats.moment(drill.at)} (${formats.ago(drill.at)})`],
              [
                words.kit.which,
                drill.kitId === data.kit?.kitId ? drill.kitId : words.drill.olderKit(drill.kitId),
              ],
              [words.drill.result, <Result key="result" drill={drill} />],
            ]}
          />
          <Failures drill={drill} />
        </>
      ) : (
        data && <Text>{words.drill.never}</Text>
      )}
      <Text>{words.drill.how}</Text>
      <CommandLine text={COMMAND} label={words.drill.title} />
    </Panel>
  )
}

function Result({ drill: { opened, failures, vaults } }: { readonly drill: RecoveryDrill }) {
  const words = useWords(KEYS)
  const formats = useFormats()
  const isGood = failures.length === 0
  return (
    <Badge
      appearance="tint"
      size="large"
      color={isGood ? 'success' : 'danger'}
      icon={isGood ? <CheckmarkCircleRegular aria-hidden /> : <DismissCircleRegular aria-hidden />}
    >
      {words.drill.opened(
        formats.count(opened),
        formats.count(opened + failures.length),
        formats.count(vaults),
      )}
    </Badge>
  )
}

function Failures({ drill: { failures } }: { readonly drill: RecoveryDrill }) {
  const styles = useStyles()
  if (failures.length === 0) return null
  return (
    <ul className={styles.list}>
      {failures.map(({ vault, problem }) => (
        <li key={vault}>
          {vault}: {problem}
        </li>
      ))}
    </ul>
  )
}
