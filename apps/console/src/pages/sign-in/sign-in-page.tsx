import { Button, Divider, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { FormPage } from '../../parts/form-page.tsx'
import { useWords } from '../../words/translate.ts'
import { SignInSteps } from './sign-in-steps.tsx'
import { SIGN_IN } from './words.ts'

/** Address and password, the second factor where there is one, or the organisation's own sign-in. */
export function SignInPage() {
  const words = useWords(SIGN_IN)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { to, problem } = useSearch({ from: '/sign-in' })
  const { data: options } = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => send(api.GET('/api/v1/sign-in/options')),
  })
  async function go() {
    queries.clear()
    await navigate({ href: to ?? '/' })
  }
  const problems: Readonly<Record<string, string>> = words.problems
  return (
    <FormPage title={words.title}>
      {problem !== undefined && (
        <MessageBar intent="error" role="alert" layout="multiline">
          <MessageBarBody>{problems[problem] ?? words.problems.other}</MessageBarBody>
        </MessageBar>
      )}
      <SignInSteps onSignedIn={go} />
      {options?.organisation && (
        <>
          <Divider>{words.or}</Divider>
          <Button
            as="a"
            href={`/api/v1/sign-in/organisation${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`}
          >
            {words.organisation}
          </Button>
        </>
      )}
    </FormPage>
  )
}
