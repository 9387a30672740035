import { Exclusions, parseExclusionList } from '@holdfast/engine'
import type { Command } from 'commander'
import { byteCount } from './option-parsers.ts'

export interface ExclusionOptions {
  readonly excludeExtensions?: string
  readonly excludeNames?: string
  readonly excludeFolders?: string
  readonly excludeLargerThan?: number
}

/** Adds the options that say what a backup leaves out. Lists are divided by `;`. */
export function withExclusions(command: Command): Command {
  return command
    .option('--exclude-extensions <list>', 'leave out files by ending: ".tmp;.iso"')
    .option('--exclude-names <list>', 'leave out files by name: "Thumbs.db;desktop.ini"')
    .option('--exclude-folders <list>', 'leave out folders by name or path: "Music;Personal/Archive"')
    .option('--exclude-larger-than <size>', 'leave out files above this size: 500M, 2G', byteCount)
}

/** Raises HF_EXCLUSION_INVALID. */
export function readExclusions(options: ExclusionOptions): Exclusions {
  const { excludeExtensions, excludeNames, excludeFolders, excludeLargerThan } = options
  return new Exclusions({
    ...(excludeExtensions && { extensions: parseExclusionList(excludeExtensions) }),
    ...(excludeNames && { fileNames: parseExclusionList(excludeNames) }),
    ...(excludeFolders && { folders: parseExclusionList(excludeFolders) }),
    ...(excludeLargerThan !== undefined && { largerThan: excludeLargerThan }),
  })
}
