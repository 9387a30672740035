import { makeStyles, tokens } from '@fluentui/react-components'
import { CloudAddRegular, ServerRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import { InviteDialog } from './invite/invite-dialog.tsx'
import { ProviderList } from './provider/provider-list.tsx'
import { ServiceDialog } from './service/service-dialog.tsx'
import { DrillPanel } from './state/drill-panel.tsx'
import { KitPanel } from './state/kit-panel.tsx'
import { RotationPanel } from './state/rotation-panel.tsx'
import { KeyWarnings } from './state/warnings.tsx'
import { KEYS } from './words.ts'

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
  },
})

/** Who holds the keys of vaults, and what opens them when all else is lost. */
export function KeysPage() {
  const words = useWords(KEYS)
  const styles = useStyles()
  const navigate = useNavigate()
  const mayWrite = useMay()('organisation:write')
  const { do: open } = useSearch({ from: '/signed-in/administration/keys' })
  const close = () => void navigate({ to: '/keys' })
  return (
    <Page title={words.title} about={words.about}>
      <div className={styles.all}>
        <KeyWarnings />
        <Panel
          title={words.holders}
          actions={
            mayWrite && (
              <div>
                <LinkButton to="/keys?do=invite" appearance="subtle" icon={<ServerRegular />}>
                  {words.invite}
                </LinkButton>
                <LinkButton to="/keys?do=service" appearance="subtle" icon={<CloudAddRegular />}>
                  {words.addService}
                </LinkButton>
              </div>
            )
          }
        >
          <ProviderList />
        </Panel>
        <div className={styles.pair}>
          <KitPanel />
          <DrillPanel />
        </div>
        <RotationPanel />
      </div>
      {mayWrite && open === 'invite' && <InviteDialog onClose={close} />}
      {mayWrite && open === 'service' && <ServiceDialog onClose={close} />}
    </Page>
  )
}
