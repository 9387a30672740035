import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { Meter } from '../../../parts/charts/meter.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { REPORTS } from '../words/reports.ts'

const useStyles = makeStyles({
  meters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    alignContent: 'start',
    minHeight: '48px',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  editions: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
})

interface Use {
  readonly used: number
  readonly seats: number | null
}

/** How many licences of the whole organisation are used, for whoever may know. */
export function LicenceMeters() {
  const styles = useStyles()
  const words = useWords(REPORTS)
  const mayRead = useMay()('organisation:read')
  const use = useQuery({
    queryKey: ['reports', 'licence-use'],
    queryFn: () => send(api.GET('/api/v1/licence-use')),
    enabled: mayRead,
  })
  const licence = useQuery({
    queryKey: ['settings', 'licence', 'editions'],
    queryFn: async () => (await send(api.GET('/api/v1/settings/licence'))).value.editions ?? [],
    enabled: mayRead,
  })
  if (!mayRead) return null
  const editions = licence.data ?? []
  return (
    <div className={styles.meters}>
      {use.data && (
        <>
          <UseMeter name={words.activeLicences} use={use.data.active} />
          <UseMeter name={words.preservedLicences} use={use.data.preserved} />
        </>
      )}
      {licence.data && (
        <Text className={styles.editions}>
          {editions.length === 0 ? words.allEditions : words.editions(editions.join(', '))}
        </Text>
      )}
    </div>
  )
}

function UseMeter({ name, use: { used, seats } }: { readonly name: string; readonly use: Use }) {
  const words = useWords(REPORTS)
  const { count } = useFormats()
  if (seats === null)
    return (
      <Text>
        {name}: <strong>{words.usedUnlimited(count(used))}</strong>
      </Text>
    )
  return <Meter name={name} value={used} max={seats} text={words.used(count(used), count(seats))} warns />
}
