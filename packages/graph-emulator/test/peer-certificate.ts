import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'

/** The certificate that a server shows to a client which trusts `ca`. Rejects when the client would not trust it. */
export function peerCertificate(address: string, ca: string): Promise<X509Certificate> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca, servername: 'localhost' }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
