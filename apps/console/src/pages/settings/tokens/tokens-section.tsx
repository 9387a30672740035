import { Link, Text } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { OwnTokens } from '../../account/tokens/own-tokens.tsx'
import { SECTION_WORDS } from '../section-words.ts'

/** The viewer's own API tokens, and where the API is described. */
export function TokensSection() {
  const { tokens: words } = useWords(SECTION_WORDS)
  return (
    <>
      <OwnTokens />
      <Text>
        {words.others}{' '}
        <Link href="/api/openapi.json" target="_blank" inline>
          {words.document}
        </Link>
      </Text>
    </>
  )
}
