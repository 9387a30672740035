import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Failed } from '../../../parts/failed.tsx'
import { Page } from '../../../parts/page.tsx'
import { useWords } from '../../../words/translate.ts'
import { profileQuery } from '../profile.ts'
import { WayUp } from '../way-up.tsx'
import { PROFILES } from '../words/profiles.ts'
import { Wizard } from './wizard.tsx'

/** A profile that there is, step by step. */
export function EditProfilePage() {
  const words = useWords(PROFILES)
  const { profileId } = useParams({ from: '/signed-in/administration/profiles/$profileId/edit' })
  const { data: profile, error, refetch } = useQuery({ ...profileQuery(profileId), retry: false })
  if (profile) return <Wizard key={profile.id} profile={profile} />
  return (
    <Page title={words.title} above={<WayUp />}>
      {error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
    </Page>
  )
}
