import {
  Badge,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  CloudRegular,
  DesktopRegular,
  DismissCircleRegular,
  type FluentIcon,
  ServerRegular,
} from '@fluentui/react-icons'
import { useMay } from '../../../api/me.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { Held } from '../held.tsx'
import type { KeyProvider } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { ProviderActions } from './provider-actions.tsx'

const ICONS: Readonly<Record<KeyProvider['kind'], FluentIcon>> = {
  connector: ServerRegular,
  device: DesktopRegular,
  kms: CloudRegular,
}

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalM,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  icon: { fontSize: '28px', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  name: {
    flex: '1 1 200px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    overflowWrap: 'anywhere',
  },
  about: { color: tokens.colorNeutralForeground2 },
  state: {
    flex: '0 1 220px',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '2px',
  },
})

/** Somebody who holds keys: who, whether they can be asked, and how many keys they have. */
export function ProviderRow({ provider }: { readonly provider: KeyProvider }) {
  const words = useWords(KEYS)
  const styles = useStyles()
  const formats = useFormats()
  const mayWrite = useMay()('organisation:write')
  const { kind, name, isConnected, isLocal, since, seenAt, createdAt, problem, service, vaults, of } =
    provider
  const Icon = ICONS[kind]
  const isAway = !isConnected && kind !== 'device'
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <Icon className={styles.icon} aria-hidden />
        <div className={styles.name}>
          <Text weight="semibold">{name}</Text>
          <Text size={200} className={styles.about}>
            {isLocal ? words.kinds.local : service ? words.services[service.service] : words.kinds[kind]}
          </Text>
        </div>
        <div className={styles.state}>
          <Badge
            appearance="tint"
            size="large"
            color={isConnected ? 'success' : isAway ? 'danger' : 'informative'}
            icon={isConnected ? <CheckmarkCircleRegular aria-hidden /> : <DismissCircleRegular aria-hidden />}
          >
            {isConnected ? words.connected : words.notConnected}
          </Badge>
          <Text size={200} className={styles.about}>
            {isConnected
              ? since && words.since(formats.moment(since))
              : words.lastSeen(formats.ago(seenAt ?? createdAt))}
          </Text>
        </div>
        <Held vaults={vaults} of={of} sentence={words.held} />
        {mayWrite && <ProviderActions provider={provider} />}
      </div>
      {isAway && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.cannotBeAsked(name, problem ?? '')}</MessageBarTitle>
            {isLocal ? words.whatToDo.local : words.whatToDo[kind]}
          </MessageBarBody>
        </MessageBar>
      )}
    </li>
  )
}
