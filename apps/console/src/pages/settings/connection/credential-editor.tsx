import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { on, type Purpose, type StoredConnection } from './connection-query.ts'
import { CredentialFacts } from './credential-facts.tsx'
import { SecretForm } from './secret-form.tsx'
import { CONNECTION } from './words.ts'

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** What an application proves itself with: shows it, makes it, and renews it. */
export function CredentialEditor(props: { readonly purpose: Purpose; readonly stored: StoredConnection }) {
  const { purpose, stored } = props
  const words = useWords(CONNECTION)
  const common = useCommon()
  const styles = useStyles()
  const queries = useQueryClient()
  const mayWrite = useMay()('organisation:write')
  const [isSecretOpen, setSecretOpen] = useState(false)
  const params = { path: { purpose }, header: on(stored.version) }
  const refresh = () => queries.invalidateQueries({ queryKey: ['connection'] })
  const making = useMutation({
    mutationFn: () => api.PUT('/api/v1/connection/{purpose}/certificate', { params }),
    onSettled: refresh,
  })
  const discarding = useMutation({
    mutationFn: () => api.DELETE('/api/v1/connection/{purpose}/next-credential', { params }),
    onSettled: refresh,
  })
  const registration = stored.value[purpose]
  if (registration === null || registration.clientId === '') return <Text>{words.idsFirst}</Text>
  const { current, next } = registration
  const error = making.error ?? discarding.error
  const newest = next ?? current
  return (
    <div className={styles.box}>
      {error && <Failed error={error} />}
      {current === null && <Text>{words.noCredential}</Text>}
      {current && <CredentialFacts credential={current} />}
      {next && (
        <>
          <MessageBar layout="multiline">
            <MessageBarBody>{words.nextWaits}</MessageBarBody>
          </MessageBar>
          <CredentialFacts credential={next} />
        </>
      )}
      {newest?.kind === 'certificate' && <Text>{words.upload}</Text>}
      {isSecretOpen ? (
        <SecretForm purpose={purpose} stored={stored} onClose={() => setSecretOpen(false)} />
      ) : (
        <div className={styles.actions}>
          {newest?.kind === 'certificate' && (
            <Button
              as="a"
              href={`/api/v1/connection/${purpose}/certificate`}
              download
              icon={<ArrowDownloadRegular />}
            >
              {words.downloadCertificate}
            </Button>
          )}
          {mayWrite && (
            <>
              <Button
                appearance={newest ? 'secondary' : 'primary'}
                disabledFocusable={making.isPending}
                onClick={() => making.mutate()}
              >
                {newest ? words.renewCertificate : words.makeCertificate}
              </Button>
              <Button onClick={() => setSecretOpen(true)}>
                {newest?.kind === 'secret' ? words.renewSecret : words.enterSecret}
              </Button>
              {next && <Button onClick={() => discarding.mutate()}>{words.discardNext}</Button>}
            </>
          )}
          {making.isPending && <Text role="status">{common.working}</Text>}
        </div>
      )}
    </div>
  )
}
