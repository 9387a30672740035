export { type CheckOptions, check } from './checking/check.ts'
export type { CheckReport, Finding, FindingLevel } from './checking/finding.ts'
export { Chunker, type ChunkSizes, DATA_CHUNKS, METADATA_CHUNKS } from './chunking/chunker.ts'
export { repositoryErrors } from './errors.ts'
export { forget } from './forget.ts'
export { applyForgetPolicy, type ForgetDecision, type ForgetPolicy } from './forget-policy.ts'
export type { Config } from './format/config.ts'
export { type Id, idOf, isId } from './format/id.ts'
export type { KdfParameters } from './format/kdf.ts'
export { MasterKey } from './format/master-key.ts'
export type { BlobType, PackEntry } from './format/pack-header.ts'
export {
  CHECKPOINT_TAG,
  isCheckpoint,
  type NewSnapshot,
  type Snapshot,
  type SnapshotSummary,
} from './format/snapshot.ts'
export { canonicalTime } from './format/time.ts'
export {
  compareNames,
  decodeTree,
  encodeTree,
  type NodeType,
  type TreeNode,
  windowsCreationTime,
} from './format/tree.ts'
export { BlobIndex, type BlobLocation, type IndexedBlob } from './index/blob-index.ts'
export { type LoadIndexOptions, loadIndex } from './index/load-index.ts'
export { acquireLock, type Lock, type LockOptions, removeStaleLocks } from './locks/lock.ts'
export { type PruneOptions, type PrunePlan, planPrune } from './pruning/plan-prune.ts'
export { type PruneRunOptions, prune } from './pruning/prune.ts'
export { BlobReader, type ReadFileOptions, type ReadOptions } from './reading/blob-reader.ts'
export { findNode, type WalkedNode, walkTree } from './reading/walk-tree.ts'
export { type DamagedFiles, findDamagedFiles, forgetDamaged } from './repairing/forget-damaged.ts'
export { renewConfig } from './repairing/renew-config.ts'
export { type PackRepair, type RepairOptions, repairPacks } from './repairing/repair-packs.ts'
export { type InitOptions, Repository, type RepositoryOptions } from './repository.ts'
export { EventuallyConsistentStorage } from './storage/eventually-consistent-storage.ts'
export {
  FaultyStorage,
  type StorageCall,
  type StorageFault,
  type StorageMethod,
} from './storage/faulty-storage.ts'
export { LocalStorage } from './storage/local-storage.ts'
export { MemoryStorage } from './storage/memory-storage.ts'
export { RetryingStorage, type RetryOptions } from './storage/retrying-storage.ts'
export {
  type FileType,
  type Handle,
  type LoadOptions,
  type Storage,
  type StorageOptions,
  type StoredFile,
  storagePath,
} from './storage/storage.ts'
export {
  BlobWriter,
  type WriteFileOptions,
  type WriterOptions,
  type WriterStats,
  type WrittenFile,
} from './writing/blob-writer.ts'
