import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { StorageFacts, StorageState, storagesQuery } from '../../settings/storage/storage-facts.tsx'
import { SETUP } from '../words.ts'

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  about: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
})

/** Where the vaults lie, whether they can be written there, and how they come to lie elsewhere. */
export function StorageStep() {
  const words = useWords(SETUP)
  const styles = useStyles()
  const { data, error, refetch } = useQuery(storagesQuery)
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />
  return (
    <div className={styles.column}>
      {data?.storages.map((storage) => (
        <div key={storage.id} className={styles.column}>
          <div className={styles.head}>
            <Text weight="semibold">{storage.name}</Text>
            <StorageState storage={storage} />
          </div>
          <StorageFacts storage={storage} />
        </div>
      ))}
      <Text className={styles.about}>{words.otherStorage}</Text>
    </div>
  )
}
