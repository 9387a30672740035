import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import type { Purpose } from './connection-query.ts'
import { CONNECTION } from './words.ts'

const ENTRA = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade'

/** Microsoft Graph's application permissions, exactly as they are to be granted. */
const PERMISSIONS: Readonly<Record<Purpose, readonly ('files' | 'write' | 'people' | 'groups')[]>> = {
  backup: ['files', 'people', 'groups'],
  restore: ['write', 'people'],
}

const NAMES = {
  files: 'Files.Read.All',
  write: 'Files.ReadWrite.All',
  people: 'User.Read.All',
  groups: 'GroupMember.Read.All',
} as const

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    maxWidth: '76ch',
  },
  permissions: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingInlineStart: tokens.spacingHorizontalL },
  name: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

/** How an application is registered in Microsoft Entra, step by step. */
export function RegistrationSteps({ purpose }: { readonly purpose: Purpose }) {
  const words = useWords(CONNECTION)
  const styles = useStyles()
  const { steps } = words
  return (
    <ol className={styles.list}>
      <li>
        {steps.open}{' '}
        <Link href={ENTRA} target="_blank" rel="noreferrer" inline>
          {steps.entra}
        </Link>
        {steps.register(words.applicationNames[purpose])}
      </li>
      <li>{steps.ids}</li>
      <li>
        {steps.permissions}
        <ul className={styles.permissions}>
          {PERMISSIONS[purpose].map((each) => (
            <li key={each}>
              <span className={styles.name}>{NAMES[each]}</span> – {words.permissions[each]}
            </li>
          ))}
        </ul>
      </li>
      <li>{steps.remove}</li>
      <li>{steps.consent}</li>
    </ol>
  )
}
