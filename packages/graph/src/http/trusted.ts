import { getCACertificates } from 'node:tls'

/** The certificate authorities to trust: the usual ones and a private one (PEM). Given alone, it would replace them. */
export function trusted(ca: string): string[] {
  return [...getCACertificates('default'), ca]
}
