import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { RollbackForm } from './rollback-form.tsx'
import { StorageFacts, StorageState, storagesQuery } from './storage-facts.tsx'
import { UpkeepForm } from './upkeep-form.tsx'

/** Where backups lie, and how they are kept in order. */
export function StorageSection() {
  const { data, error, refetch } = useQuery(storagesQuery)
  return (
    <>
      {error && !data && <Failed error={error} reset={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
      {data?.storages.map((storage) => (
        <Panel key={storage.id} title={storage.name} actions={<StorageState storage={storage} />}>
          <StorageFacts storage={storage} />
        </Panel>
      ))}
      <RollbackForm />
      <UpkeepForm />
    </>
  )
}
