import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Meter } from '../../parts/charts/meter.tsx'
import { now } from '../../parts/clock.ts'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { AllFine, WaitingLines } from './lines.tsx'
import { budgetQuery, type RequestBudget } from './queries.ts'
import { OVERVIEW } from './words.ts'

const useStyles = makeStyles({
  first: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** How much was asked of Microsoft, how much may be, and how far that reaches. */
export function BudgetPanel() {
  const words = useWords(OVERVIEW)
  const { count } = useFormats()
  const { data, error, refetch } = useQuery(budgetQuery)
  const band = data?.units?.band
  return (
    <Panel
      title={words.budget}
      about={
        data === undefined
          ? ' '
          : band
            ? words.budgetAbout(count(band.unitsPerMinute), count(band.unitsPerDay))
            : words.noBudget
      }
    >
      {data ? (
        <>
          <Units units={data.units} />
          <FirstBackups first={data.firstBackups} />
        </>
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={4} size={36} />
      )}
    </Panel>
  )
}

function Units({ units }: Pick<RequestBudget, 'units'>) {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count, time } = useFormats()
  if (units === null) return <Text className={styles.quiet}>{words.noBudgetHint}</Text>
  const { usedLastMinute, unitsPerMinute, usedLastDay, unitsPerDay, pausedUntil, offPeak } = units
  return (
    <>
      {pausedUntil !== null && Date.parse(pausedUntil) > now() && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.pausedUntil(time(pausedUntil))}</MessageBarBody>
        </MessageBar>
      )}
      <Meter
        name={words.thisMinute}
        value={usedLastMinute}
        max={unitsPerMinute}
        text={words.usedOf(count(usedLastMinute), count(unitsPerMinute))}
      />
      <Meter
        name={words.thisDay}
        value={usedLastDay}
        max={unitsPerDay}
        text={words.usedOf(count(usedLastDay), count(unitsPerDay))}
        warns
      />
      {offPeak && <Text className={styles.quiet}>{words.offPeak}</Text>}
    </>
  )
}

function FirstBackups({ first }: { readonly first: RequestBudget['firstBackups'] }) {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count, moment, duration } = useFormats()
  const { waiting, forecast } = first
  if (waiting === 0) return <AllFine>{words.firstDone}</AllFine>
  return (
    <div className={styles.first}>
      <Text weight="semibold">{words.firstLeft(count(waiting), waiting === 1)}</Text>
      <Text>
        {forecast
          ? words.firstAt(moment(forecast.at), duration(forecast.seconds * 1_000))
          : words.firstUnknown}
      </Text>
      {forecast && <Text className={styles.quiet}>{words.limits[forecast.limit]}</Text>}
    </div>
  )
}
