export { type ObtainedKey, type ObtainOptions, obtainKey } from './broker/obtain-key.ts'
export { deriveMasterKey, EKEY_BYTES, newEkey, wipe } from './envelope/ekey.ts'
export { type Binding, type KeyPair, newKeyPair, openWith, type Sealed, sealTo } from './envelope/hpke.ts'
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
