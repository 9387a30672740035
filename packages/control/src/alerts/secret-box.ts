/** Seals texts that stand in the database. Purpose and id are bound into the seal: one text cannot take another's place. */
export interface SecretBox {
  seal(purpose: string, id: string, text: string): string | Promise<string>
  /** Raises when the seal does not hold. */
  open(purpose: string, id: string, sealed: string): string | Promise<string>
}
