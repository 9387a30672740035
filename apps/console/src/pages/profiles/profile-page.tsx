import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import { EditRegular } from '@fluentui/react-icons'
import { ApiError } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { profileQuery } from './profile.ts'
import { ProfileMenu } from './profile-menu.tsx'
import { ProfilePanels } from './profile-panels.tsx'
import { RestoreProfile } from './restore-profile.tsx'
import { WayUp } from './way-up.tsx'
import { PROFILES } from './words/profiles.ts'

const useStyles = makeStyles({
  bar: { marginBlockEnd: tokens.spacingVerticalL },
  changed: {
    display: 'block',
    marginBlockStart: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground2,
  },
})

/** A profile with all its settings, readable at a glance. */
export function ProfilePage() {
  const words = useWords(PROFILES)
  const formats = useFormats()
  const styles = useStyles()
  const may = useMay()
  const navigate = useNavigate()
  const { profileId } = useParams({ from: '/signed-in/administration/profiles/$profileId' })
  const { data: profile, error, refetch } = useQuery({ ...profileQuery(profileId), retry: false })
  const above = <WayUp />
  if (error instanceof ApiError && [400, 404].includes(error.problem.status)) {
    return (
      <Page title={words.title} above={above}>
        <Empty title={words.missing} hint={words.missingHint} />
      </Page>
    )
  }
  if (!profile) {
    return (
      <Page title={words.title} above={above}>
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
  const isDeleted = profile.deletedAt !== null
  return (
    <Page
      title={profile.name}
      about={profile.description || undefined}
      above={above}
      actions={
        isDeleted ? (
          <RestoreProfile profile={profile} />
        ) : (
          may('profiles:write') && (
            <>
              <Button
                appearance="primary"
                icon={<EditRegular />}
                onClick={() => void navigate({ to: '/profiles/$profileId/edit', params: { profileId } })}
              >
                {words.edit}
              </Button>
              <ProfileMenu profile={profile} />
            </>
          )
        )
      }
    >
      {isDeleted && (
        <MessageBar intent="warning" className={styles.bar}>
          <MessageBarBody>{words.isDeleted(formats.moment(profile.purgeAt))}</MessageBarBody>
        </MessageBar>
      )}
      <ProfilePanels profile={profile} />
      <Text size={200} className={styles.changed}>
        {words.changedAt(formats.moment(profile.updatedAt))}
      </Text>
    </Page>
  )
}
