import { OrganisationForm } from './organisation-form.tsx'
import { SessionForm } from './session-form.tsx'

/** Second factors, sessions, and signing in with the organisation. */
export function SignInSection() {
  return (
    <>
      <SessionForm />
      <OrganisationForm />
    </>
  )
}
