import type { Credential, Registration } from './connection-setting.ts'

/** The first credential is used at once; a later one waits until it was verified, and the old one works until then. */
export function placeCredential(registration: Registration, credential: Credential): Registration {
  return registration.current === null
    ? { ...registration, current: credential }
    : { ...registration, next: credential }
}
