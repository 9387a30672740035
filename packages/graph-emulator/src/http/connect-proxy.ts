import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'

/**
 * An HTTP proxy (CONNECT only) that leads every host to one port of this machine. Clients whose hosts are built in, such
 * as rclone, then talk to the emulator when `HTTPS_PROXY` names it: nothing of theirs is changed.
 */
export class ConnectProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  /** @param port where every connection is led to, on 127.0.0.1 */
  static async start(port: number): Promise<ConnectProxy> {
    const server = createServer((_, response) => response.writeHead(405).end())
    const proxy = new ConnectProxy(server)
    server.on('connect', (_, client: Socket, head: Buffer) => {
      const upstream = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.write(head)
        upstream.pipe(client)
        client.pipe(upstream)
      })
      for (const socket of [client, upstream]) proxy.#watch(socket, socket === client ? upstream : client)
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  /** For `HTTPS_PROXY`. */
  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #watch(socket: Socket, other: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      this.#sockets.delete(socket)
      other.destroy()
    })
  }
}
