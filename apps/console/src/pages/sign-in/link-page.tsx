import { Link as FluentLink, Skeleton, SkeletonItem, Text } from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { FormPage } from '../../parts/form-page.tsx'
import { useWords } from '../../words/translate.ts'
import { LinkForm } from './link-form.tsx'
import { type Owed, SignInSteps } from './sign-in-steps.tsx'
import { SIGN_IN } from './words.ts'

/** Where a one-time link leads: the first administrator, an invitation, or a new password. */
export function LinkPage() {
  const words = useWords(SIGN_IN)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  const [owed, setOwed] = useState<Owed>()
  const {
    data: link,
    error,
    refetch,
  } = useQuery({
    queryKey: ['link', token],
    queryFn: () => send(api.POST('/api/v1/links/read', { body: { token } })),
    enabled: token !== '',
    // It is good once: what it was for does not change while it is used.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const purpose = link?.purpose ?? 'invitation'
  async function go() {
    queries.clear()
    await navigate({ to: purpose === 'first-administrator' ? '/setup' : '/' })
  }
  const isGone = token === '' || (error instanceof ApiError && error.code === 'HF_LINK_INVALID')
  if (isGone) {
    const isWelcome = location.pathname.startsWith('/welcome')
    return (
      <FormPage title={words.link.gone}>
        <Text>{isWelcome ? words.link.goneWelcome : words.link.goneHint}</Text>
        <FluentLink href="/sign-in">{words.link.toSignIn}</FluentLink>
      </FormPage>
    )
  }
  return (
    <FormPage title={link ? words.link.titles[purpose] : words.title}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {!link && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
      {link &&
        (owed ? (
          <SignInSteps owed={owed} onSignedIn={go} />
        ) : (
          <LinkForm token={token} link={link} onSignedIn={go} onOwed={setOwed} />
        ))}
    </FormPage>
  )
}
