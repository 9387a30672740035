import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../api/me.ts'
import { Facts } from '../../../parts/facts.tsx'
import { LinkButton } from '../../../parts/link-button.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { Held } from '../held.tsx'
import { kitQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'

/** Which recovery kit there is, and what it opens. */
export function KitPanel() {
  const words = useWords(KEYS)
  const formats = useFormats()
  const mayWrite = useMay()('organisation:write')
  const { data } = useQuery(kitQuery)
  const kit = data?.kit
  return (
    <Panel
      title={words.kit.title}
      about={words.kit.about}
      actions={
        mayWrite &&
        data && (
          <LinkButton to="/keys/recovery-kit" {...(!kit && { appearance: 'primary' })}>
            {kit ? words.kit.another : words.makeKit}
          </LinkButton>
        )
      }
    >
      <Facts
        facts={[
          [words.kit.which, kit ? kit.kitId : words.kit.none],
          [words.kit.madeAt, kit ? formats.moment(kit.madeAt) : '–'],
          [
            words.kit.opens,
            kit ? <Held key="opens" vaults={kit.vaults} of={kit.of} sentence={words.held} /> : '–',
          ],
        ]}
      />
    </Panel>
  )
}
