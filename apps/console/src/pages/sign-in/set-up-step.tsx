import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useWords } from '../../words/translate.ts'
import { SecondFactorSetUp } from '../account/second-factor-set-up.tsx'
import { SIGN_IN } from './words.ts'

const useStyles = makeStyles({
  step: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** For whoever must have a second factor and has none yet: signing in ends with it. */
export function SetUpStep({ onSignedIn }: { readonly onSignedIn: () => Promise<unknown> }) {
  const words = useWords(SIGN_IN)
  const styles = useStyles()
  return (
    <div className={styles.step}>
      <Text>{words.mustSetUp}</Text>
      <SecondFactorSetUp onDone={() => void onSignedIn()} />
    </div>
  )
}
