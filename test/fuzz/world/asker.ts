/** Somebody who sends requests, by what they show. */
export interface Asker {
  /** `help-desk by token` */
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}
