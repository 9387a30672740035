import { hasCode } from '@holdfast/base'
import { Exclusions, parseExclusionList } from '@holdfast/engine'
import { z } from 'zod'

type RuleKind = 'extensions' | 'fileNames' | 'folders'

/** A list as a person types it, `;` between entries; what could match nothing is refused, each entry by its name. */
function list(kind: RuleKind) {
  return z
    .string()
    .max(10_000)
    .superRefine((text, context) => {
      for (const entry of parseExclusionList(text)) {
        const problem = problemOf(kind, entry)
        if (problem) context.addIssue({ code: 'custom', message: problem })
      }
    })
    .default('')
}

/**
 * What is left out of backups: extensions with or without a dot, names of files wherever they lie, folders by name or by
 * path below the drive's root with `/` or `\`.
 */
export const exclusionLists = z.strictObject({
  extensions: list('extensions'),
  names: list('fileNames'),
  folders: list('folders'),
})

export type ExclusionLists = z.infer<typeof exclusionLists>

function problemOf(kind: RuleKind, entry: string): string | undefined {
  try {
    new Exclusions({ [kind]: [entry] })
    return undefined
  } catch (error) {
    if (hasCode(error, 'HF_EXCLUSION_INVALID')) return error.message.replace(/\.$/, '')
    throw error
  }
}
