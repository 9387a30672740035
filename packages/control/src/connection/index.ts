export { changeConnection } from './change-connection.ts'
export { ConnectedGraph } from './connected-graph.ts'
export { type ConnectionChange, connectionChange } from './connection-change.ts'
export { connectionDuties } from './connection-duties.ts'
export type { ConnectionState, PurposeState } from './connection-state.ts'
export { connectionState } from './connection-state.ts'
export type { ConnectionView, CredentialView, RegistrationView } from './connection-view.ts'
export { discardNextCredential } from './discard-next-credential.ts'
export { connectionErrors } from './errors.ts'
export { makeCertificate } from './make-certificate.ts'
export {
  type ConnectionControl,
  MicrosoftAccess,
  type MicrosoftAccessOptions,
} from './microsoft-access.ts'
export { openGraphClient } from './open-graph-client.ts'
export { type CertificateFile, readCertificate, readConnection } from './read-connection.ts'
export { removeConnection } from './remove-connection.ts'
export { resealConnectionSecrets } from './reseal-connection-secrets.ts'
export { FINDINGS, type Finding, type FindingCode } from './verify/findings.ts'
export {
  type Verification,
  type VerificationRequest,
  verificationRequest,
  verifyConnection,
} from './verify/verify-connection.ts'
