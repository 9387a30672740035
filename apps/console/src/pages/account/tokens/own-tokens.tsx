import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ShownOnce } from '../../../parts/shown-once.tsx'
import { useWords } from '../../../words/translate.ts'
import { ACCOUNT } from '../words.ts'
import { TokenForm } from './token-form.tsx'
import { TokenTable } from './token-table.tsx'

const QUERY_KEY = ['own-tokens'] as const

/** The viewer's own API tokens. */
export function OwnTokens() {
  const { tokens: words } = useWords(ACCOUNT)
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<string>()
  const { data, error, refetch } = useQuery({
    queryKey: QUERY_KEY,
    queryFn: () => send(api.GET('/api/v1/me/tokens')),
  })
  return (
    <Panel
      title={words.title}
      about={words.about}
      actions={
        !isMaking && (
          <Button icon={<AddRegular />} onClick={() => setMaking(true)}>
            {words.make}
          </Button>
        )
      }
    >
      {isMaking && (
        <TokenForm
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false)
            setMade(token)
          }}
        />
      )}
      {made !== undefined && (
        <ShownOnce
          title={words.made}
          hint={words.madeHint}
          label={words.title}
          text={made}
          done={words.done}
          onDone={() => setMade(undefined)}
        />
      )}
      {error && <Failed error={error} reset={() => void refetch()} />}
      <TokenTable tokens={data?.tokens} mayRevoke queryKey={QUERY_KEY} />
    </Panel>
  )
}
