export { checkKeyProviders } from './check-key-providers.ts'
export { openConnectorHub } from './connector-hub.ts'
export { createEnrolment, type Enrolment, newEnrolment } from './enrolment.ts'
export { keyringErrors } from './errors.ts'
export {
  activeProviders,
  listProviders,
  type ProviderConnection,
  type ProviderView,
  providerChange,
  removeProvider,
  renameProvider,
} from './key-providers.ts'
export { Keyring, type KeyringOptions, type ProviderOf } from './keyring.ts'
export {
  addKms,
  type KmsSettings,
  kmsProviderOf,
  kmsSettings,
  newKms,
  type OpenKms,
  tryKms,
} from './kms-settings.ts'
export { type KeySlotView, listKeySlots } from './list-key-slots.ts'
export { type Drill, newDrill, readDrill, recordDrill } from './recovery-drill.ts'
export {
  type KitState,
  kitHolderId,
  newKit,
  readRecoveryKit,
  setRecoveryKit,
} from './recovery-kit.ts'
export { type RenewedSlots, renewSlots } from './renew-slots.ts'
export { retryWaiting } from './retry-waiting.ts'
export { type RotationState, readRotation, rotateSlots } from './rotation.ts'
export { resealKeyringSecrets, serverIdentity } from './server-identity.ts'
export { readSlotFile } from './slot-file.ts'
