import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../../words/translate.ts'
import { kitQuery } from '../../keys/keys-queries.ts'
import { KitMaker } from '../../keys/kit/kit-maker.tsx'
import { Done } from '../done.tsx'
import { SETUP } from '../words.ts'

/** The recovery kit, before anything else: as long as there is nothing to lose. */
export function KitStep({ onDone }: { readonly onDone: () => void }) {
  const words = useWords(SETUP)
  const { data } = useQuery(kitQuery)
  if (data === undefined) return null
  if (data.kit) return <Done>{words.kitMade(data.kit.kitId)}</Done>
  return <KitMaker replaces={undefined} onDone={onDone} />
}
