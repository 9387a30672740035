import { Command } from 'commander'

export interface VerbText {
  readonly name: string
  /** One line, for the list of verbs. */
  readonly summary: string
  /** What it does, in full. */
  readonly description: string
  /** Command lines without `holdfast`, each with what it is for. */
  readonly examples: readonly (readonly [commandLine: string, purpose: string])[]
}

/** A commander command with the options that every verb has, and its examples below the help. */
export function verb(text: VerbText): Command {
  const examples = text.examples.map(([line, purpose]) => `  # ${purpose}\n  holdfast ${line}`)
  return new Command(text.name)
    .summary(text.summary)
    .description(text.description)
    .option('--json', 'write the result as JSON, and nothing else, to standard output')
    .option('-q, --quiet', 'show no progress')
    .addHelpText('after', `\nExamples:\n${examples.join('\n')}`)
}

/** Verbs that belong together; the first one is what the group's name alone does, where it needs no argument. */
export function verbGroup(name: string, summary: string, verbs: readonly Command[]): Command {
  const group = new Command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
  for (const [at, each] of verbs.entries()) {
    const isDefault = at === 0 && ['list', 'status'].includes(each.name())
    group.addCommand(each, { isDefault })
  }
  return group
}
