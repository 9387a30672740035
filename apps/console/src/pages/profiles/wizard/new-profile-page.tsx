import { Wizard } from './wizard.tsx'

/** A new profile, step by step. */
export function NewProfilePage() {
  return <Wizard />
}
