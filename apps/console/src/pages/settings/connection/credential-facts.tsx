import { makeStyles, tokens } from '@fluentui/react-components'
import { CopyButton } from '../../../parts/copy-button.tsx'
import { Facts } from '../../../parts/facts.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Credential } from './connection-query.ts'
import { CONNECTION } from './words.ts'

const useStyles = makeStyles({
  thumbprint: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

/** What may be known of a certificate or secret. */
export function CredentialFacts({ credential }: { readonly credential: Credential }) {
  const words = useWords(CONNECTION)
  const formats = useFormats()
  const styles = useStyles()
  const { kind, addedAt, expiresAt } = credential
  const expiry =
    expiresAt === null ? words.expiryUnknown : `${formats.day(expiresAt)} (${formats.ago(expiresAt)})`
  return (
    <Facts
      facts={[
        [words.kind, words.kinds[kind]],
        ...(kind === 'certificate'
          ? [
              [
                words.thumbprint,
                <span key="thumbprint" className={styles.thumbprint}>
                  <span className={styles.code}>{credential.thumbprint}</span>
                  <CopyButton text={credential.thumbprint} />
                </span>,
              ] as const,
            ]
          : []),
        [words.expires, expiry],
        [words.added, formats.moment(addedAt)],
      ]}
    />
  )
}
