import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { DialogFrame } from '../../parts/dialog-frame.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import type { Profile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

const SHOWN = 5

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
})

/** Why a profile cannot be deleted yet: who is in it, and the way to them. */
export function ProfileInUse(props: {
  readonly profile: Profile
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { profile, isOpen, onClose } = props
  const words = useWords(PROFILES)
  const common = useCommon()
  const formats = useFormats()
  const styles = useStyles()
  const navigate = useNavigate()
  const count = profile.people.active + profile.people.preserved
  const { data: people } = useQuery({
    queryKey: ['people', 'in-profile', profile.id],
    queryFn: async () => {
      const query = { profileId: profile.id, limit: SHOWN }
      return (await send(api.GET('/api/v1/people', { params: { query } }))).items
    },
    enabled: isOpen,
  })
  return (
    <DialogFrame
      isOpen={isOpen}
      onClose={onClose}
      title={words.inUse(profile.name)}
      actions={
        <>
          <Button
            appearance="primary"
            onClick={() => void navigate({ href: `/people?profileId=${profile.id}` })}
          >
            {words.seeThem}
          </Button>
          <Button onClick={onClose}>{common.close}</Button>
        </>
      }
    >
      {count === 1 ? words.inUseOne : words.inUseAbout(formats.count(count))}
      {people && (
        <ul className={styles.list}>
          {people.map(({ id, displayName }) => (
            <li key={id}>{displayName}</li>
          ))}
          {count > people.length && <li>{words.andMore(formats.count(count - people.length))}</li>}
        </ul>
      )}
    </DialogFrame>
  )
}
