import { Skeleton, SkeletonItem, Switch, Text } from '@fluentui/react-components'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { MY } from './words.ts'

const privacyQuery = queryOptions({
  queryKey: ['own', 'privacy'],
  queryFn: () => send(api.GET('/api/v1/me/privacy')),
})

/** Who may reach one's own backup, and the say that the profile leaves one in it. */
export function PrivacyPage() {
  const words = useWords(MY).privacy
  const common = useCommon()
  const notice = useNotice()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(privacyQuery)
  const changing = useMutation({
    mutationFn: (adminAccess: boolean) => send(api.PUT('/api/v1/me/privacy', { body: { adminAccess } })),
    onSuccess(privacy) {
      queries.setQueryData(privacyQuery.queryKey, privacy)
      notice({ title: common.saved })
    },
  })
  return (
    <Page title={words.title}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem style={{ height: 160 }} />
        </Skeleton>
      )}
      {data && (
        <Panel title={words.administrators}>
          <Text>{data.adminAccess ? words.mayAccess : words.mayNotAccess}</Text>
          {data.mayEdit ? (
            <Switch
              label={words.allow}
              checked={changing.isPending ? changing.variables : data.adminAccess}
              onChange={(_, { checked }) => changing.mutate(checked)}
            />
          ) : (
            <Text>{data.adminAccess ? words.fixedOn : words.fixedOff}</Text>
          )}
          {changing.error && <Failed error={changing.error} />}
          <Text size={200}>{words.legal}</Text>
        </Panel>
      )}
    </Page>
  )
}
