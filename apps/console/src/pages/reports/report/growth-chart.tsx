import { Text } from '@fluentui/react-components'
import { TimeChart } from '../../../parts/charts/time-chart.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Row } from '../report-queries.ts'
import { REPORTS } from '../words/reports.ts'

/** The days of the report as lines, oldest first. */
export function GrowthChart({ rows }: { readonly rows: readonly Row[] }) {
  const words = useWords(REPORTS)
  const formats = useFormats()
  const points = rows
    .map(({ cells }) => ({
      day: String(cells.day),
      bytes: Number(cells.bytes),
      storedBytes: Number(cells.storedBytes),
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
  const [first, last] = [points[0], points.at(-1)]
  const dayOf = ({ day }: { readonly day: string }) => formats.day(`${day}T12:00:00`)
  return (
    <Panel title={words.chart}>
      {points.length > 1 ? (
        <TimeChart
          label={words.chart}
          points={points}
          series={[
            { key: 'bytes', name: words.protected, color: 'first', amountOf: ({ bytes }) => bytes },
            {
              key: 'stored',
              name: words.stored,
              color: 'second',
              amountOf: ({ storedBytes }) => storedBytes,
              isDashed: true,
            },
          ]}
          format={formats.bytes}
          whenOf={dayOf}
          markOf={dayOf}
          isBytes
        />
      ) : (
        <Text>{words.oneDay}</Text>
      )}
      {first && last && points.length > 1 && (
        <Text>{words.grown(formats.bytes(first.bytes), formats.bytes(last.bytes))}</Text>
      )}
    </Panel>
  )
}
