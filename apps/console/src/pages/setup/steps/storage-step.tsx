import { Text } from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { SETUP } from '../words.ts'

/** Where the vaults lie. */
export function StorageStep() {
  const words = useWords(SETUP)
  return <Text>{words.storageLocal}</Text>
}
