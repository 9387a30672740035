import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { CodeForm } from './code-form.tsx'
import type { OwnAccess } from './own-access-query.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SecondFactorSetUp } from './second-factor-set-up.tsx'
import { ACCOUNT } from './words.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** What is being done: setting up needs the code of the app that is replaced, where there is one. */
type Doing =
  | { readonly what: 'nothing' | 'replace' | 'codes' | 'remove' }
  | { readonly what: 'set-up'; readonly code?: string }
  | { readonly what: 'shown'; readonly codes: readonly string[] }

/** One's own second factor: sets it up, replaces it, makes new recovery codes, removes it. */
export function SecondFactorPanel({ access }: { readonly access: OwnAccess }) {
  const words = useWords(ACCOUNT)
  const formats = useFormats()
  const styles = useStyles()
  const notice = useNotice()
  const queries = useQueryClient()
  const [doing, setDoing] = useState<Doing>({ what: 'nothing' })

  async function end(title?: string) {
    await queries.invalidateQueries({ queryKey: ['own-access'] })
    void queries.invalidateQueries({ queryKey: ['own-sessions'] })
    setDoing({ what: 'nothing' })
    if (title !== undefined) notice({ title })
  }
  const close = () => setDoing({ what: 'nothing' })

  return (
    <Panel title={words.secondFactor} about={words.secondFactorAbout}>
      {doing.what === 'nothing' && (
        <>
          <Text>
            {access.hasSecondFactor
              ? words.factorIsSet(formats.count(access.recoveryCodesLeft))
              : words.factorIsNot}{' '}
            {access.mustHaveSecondFactor && words.factorIsAsked}
          </Text>
          <div className={styles.actions}>
            {access.hasSecondFactor ? (
              <>
                <Button onClick={() => setDoing({ what: 'replace' })}>{words.replaceFactor}</Button>
                <Button onClick={() => setDoing({ what: 'codes' })}>{words.newCodes}</Button>
                {!access.mustHaveSecondFactor && (
                  <Button onClick={() => setDoing({ what: 'remove' })}>{words.removeFactor}</Button>
                )}
              </>
            ) : (
              <Button appearance="primary" onClick={() => setDoing({ what: 'set-up' })}>
                {words.setUpFactor}
              </Button>
            )}
          </div>
        </>
      )}
      {doing.what === 'set-up' && (
        <SecondFactorSetUp
          {...(doing.code !== undefined && { code: doing.code })}
          onDone={() => void end(words.factorSet)}
        />
      )}
      {doing.what === 'replace' && (
        <CodeForm
          submit={words.replaceFactor}
          run={async (code) => setDoing({ what: 'set-up', code })}
          onClose={close}
        />
      )}
      {doing.what === 'codes' && (
        <CodeForm
          submit={words.newCodes}
          run={async (code) => {
            const { recoveryCodes } = await send(api.POST('/api/v1/me/recovery-codes', { body: { code } }))
            setDoing({ what: 'shown', codes: recoveryCodes })
          }}
          onClose={close}
        />
      )}
      {doing.what === 'shown' && <RecoveryCodes codes={doing.codes} onDone={() => void end()} />}
      {doing.what === 'remove' && (
        <CodeForm
          submit={words.removeFactor}
          run={async (code) => {
            await api.POST('/api/v1/me/second-factor/remove', { body: { code } })
            await end(words.factorRemoved)
          }}
          onClose={close}
        />
      )}
    </Panel>
  )
}
