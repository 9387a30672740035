import { Select } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { TimeChart } from '../../parts/charts/time-chart.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { WaitingLines } from './lines.tsx'
import { growthQuery } from './queries.ts'
import { DAYS, type Days } from './search.ts'
import { OVERVIEW } from './words.ts'

const route = getRouteApi('/signed-in/administration/')

/** What was protected and stored, day by day. */
export function GrowthPanel() {
  const words = useWords(OVERVIEW)
  const { bytes, day } = useFormats()
  const { days = 90 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery({
    ...growthQuery(days),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel
      title={words.growth}
      about={data && data.points.length < 2 ? words.growthBegins : words.growthAbout}
      actions={
        <Select
          aria-label={words.range}
          value={String(days)}
          onChange={(_, { value }) =>
            void navigate({ search: { days: Number(value) as Days }, replace: true, resetScroll: false })
          }
        >
          {DAYS.map((each) => (
            <option key={each} value={each}>
              {words.ranges[each]}
            </option>
          ))}
        </Select>
      }
    >
      {data ? (
        data.points.length > 0 && (
          <TimeChart
            label={words.growthChart}
            points={data.points}
            series={[
              { key: 'bytes', name: words.dataProtected, color: 'first', amountOf: (point) => point.bytes },
              {
                key: 'stored',
                name: words.stored,
                color: 'second',
                amountOf: (point) => point.storedBytes,
                isDashed: true,
              },
            ]}
            format={bytes}
            isBytes
            // At noon it is that day everywhere that people live.
            whenOf={(point) => day(`${point.day}T12:00:00Z`)}
            markOf={(point) => day(`${point.day}T12:00:00Z`)}
          />
        )
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={6} size={36} />
      )}
    </Panel>
  )
}
