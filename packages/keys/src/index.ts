export { type ObtainedKey, type ObtainOptions, obtainKey } from './broker/obtain-key.ts'
export { type Channel, channelPair, Inbox } from './connector/channel.ts'
export { ConnectorHub, type HubOptions } from './connector/connector-hub.ts'
export { type ConnectorPolicy, connectorPolicy, PolicyKeeper } from './connector/connector-policy.ts'
export { type GivenOrRefused, type SessionOptions, serveKeys } from './connector/connector-session.ts'
export { enrol } from './connector/enrol.ts'
export {
  type EnrolmentToken,
  enrolmentTokenText,
  makeEnrolmentToken,
  parseEnrolmentToken,
} from './connector/enrolment-token.ts'
export { enrolmentProof, isEnrolmentProof } from './connector/handshake.ts'
export { hubProvider } from './connector/hub-provider.ts'
export { Identity } from './connector/identity.ts'
export {
  type ConnectorConfiguration,
  type ConnectorSecrets,
  keyFileText,
  needsPassphrase,
  openKeyFile,
} from './connector/key-file.ts'
export { type RunOptions, runConnector } from './connector/run-connector.ts'
export { type DialOptions, dial, websocketChannel } from './connector/websocket-channel.ts'
export { deriveMasterKey, EKEY_BYTES, newEkey, wipe } from './envelope/ekey.ts'
export {
  type Binding,
  type KeyPair,
  newKeyPair,
  newOpeningKey,
  type OpeningKey,
  openingKeyOf,
  openWith,
  type Sealed,
  sealTo,
} from './envelope/hpke.ts'
export { answerQuestion, KeyAsker, type KeyQuestion } from './envelope/key-answer.ts'
export {
  type KeySlot,
  keySlot,
  openSlot,
  type SlotContext,
  type SlotPurpose,
  sealSlot,
  slotContext,
  slotPurpose,
} from './envelope/key-slot.ts'
export { keyErrors } from './errors.ts'
export type { Kms } from './kms/kms.ts'
export { KmsProvider } from './kms/kms-provider.ts'
export { type KmsPlace, lazyKms } from './kms/lazy-kms.ts'
export { KeyHolder } from './providers/key-holder.ts'
export { type KeyProvider, type KeyUse, PROVIDER_KINDS, type ProviderKind } from './providers/key-provider.ts'
export {
  confirmsKit,
  kitText,
  makeRecoveryKit,
  openRecoveryKit,
  type RecoveryKit,
} from './recovery/recovery-kit.ts'
export { KIT_WORDS } from './recovery/recovery-words.ts'
