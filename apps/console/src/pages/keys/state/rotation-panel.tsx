import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { ConfirmedAction } from '../../../parts/confirmed-action.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { rotationQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'

const useStyles = makeStyles({
  going: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
})

/** When slots were, and will be, made anew, and how far that is. */
export function RotationPanel() {
  const words = useWords(KEYS)
  const styles = useStyles()
  const formats = useFormats()
  const queries = useQueryClient()
  const mayWrite = useMay()('organisation:write')
  const { data } = useQuery(rotationQuery)
  const isGoing = data !== undefined && data.renewed < data.of
  const renewed = data && words.rotation.renewed(formats.count(data.renewed), formats.count(data.of))
  return (
    <Panel
      title={words.rotation.title}
      about={words.rotation.about}
      actions={
        mayWrite && (
          <ConfirmedAction
            label={words.rotation.now}
            disabled={isGoing}
            question={words.rotation.question}
            run={async () => {
              await api.POST('/api/v1/keys/rotation', {})
              await queries.invalidateQueries({ queryKey: ['keys', 'rotation'] })
              return { title: words.rotation.begun }
            }}
          />
        )
      }
    >
      <Facts
        facts={[
          [words.rotation.last, data?.requestedAt ? formats.moment(data.requestedAt) : words.rotation.never],
          [
            words.rotation.next,
            data?.nextAt
              ? words.rotation.byItself(formats.day(data.nextAt), String(data.rewrapDays))
              : words.rotation.onlyServices,
          ],
        ]}
      />
      {isGoing && (
        <div className={styles.going}>
          <Text>{renewed}</Text>
          <ProgressBar value={data.renewed} max={data.of} aria-label={renewed} />
        </div>
      )}
    </Panel>
  )
}
