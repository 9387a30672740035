import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { type Profile, restoreProfile } from './profile.ts'
import { ProfileInUse } from './profile-in-use.tsx'
import { PROFILES } from './words/profiles.ts'

/** Deletes a profile that nobody is in, with a reason and a way back; says who is in it otherwise. */
export function DeleteProfile(props: {
  readonly profile: Profile
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { profile, isOpen, onClose } = props
  const words = useWords(PROFILES)
  const formats = useFormats()
  const queries = useQueryClient()
  const readAnew = () => queries.invalidateQueries({ queryKey: ['profiles'] })
  const { id, name, people, version } = profile
  if (people.active + people.preserved > 0) {
    return <ProfileInUse profile={profile} isOpen={isOpen} onClose={onClose} />
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.removeTitle(name)}
      question={words.removeAbout}
      asksReason
      run={async (reason) => {
        const gone = await send(
          api.DELETE('/api/v1/profiles/{id}', {
            params: { path: { id }, header: { 'if-match': `"${version}"` } },
            body: { reason },
          }),
        )
        await readAnew()
        return {
          title: words.gone(name),
          body: words.goneHint(formats.moment(gone.purgeAt)),
          undo: async () => {
            await restoreProfile(profile)
            await readAnew()
          },
        }
      }}
    />
  )
}
