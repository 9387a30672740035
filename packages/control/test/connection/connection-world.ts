import { seededRandom, systemClock } from '@holdfast/base'
import { type AppRegistration, GraphEmulator } from '@holdfast/graph-emulator'
import {
  type ConnectionControl,
  changeConnection,
  MicrosoftAccess,
  makeCertificate,
  readConnection,
  SecretBox,
} from '../../src/index.ts'
import { cloud } from '../rows.ts'
import { type TestControl, testControl } from '../test-control.ts'

export const READING = ['Files.Read.All', 'GroupMember.Read.All', 'User.Read.All']
export const WRITING = ['Files.ReadWrite.All']

/** A control plane beside an emulated organisation, where applications can be registered. */
export class ConnectionWorld implements AsyncDisposable {
  readonly emulator: GraphEmulator
  readonly control: TestControl & ConnectionControl

  private constructor(emulator: GraphEmulator, control: TestControl & ConnectionControl) {
    this.emulator = emulator
    this.control = control
  }

  static async make(): Promise<ConnectionWorld> {
    const control = await testControl()
    // The sign-in library lives in the machine's time.
    control.clock.advance(systemClock.now() - control.clock.now())
    const emulator = await GraphEmulator.start({ tls: true })
    const endpoints = {
      authority: emulator.loginAuthority,
      graphRoot: emulator.baseUrl,
      ...(emulator.caCertificate !== undefined && { ca: emulator.caCertificate }),
    }
    return new ConnectionWorld(emulator, {
      ...control,
      secrets: new SecretBox('secrets.key', [Buffer.alloc(32, 1)], seededRandom(2)),
      microsoft: new MicrosoftAccess(control, { endpoints }),
    })
  }

  /** Time passes, here and at Microsoft. */
  pass(ms: number): void {
    this.control.clock.advance(ms)
    this.emulator.clock.advance(ms)
  }

  async version(): Promise<number> {
    return (await readConnection(this.control, cloud)).version
  }

  /** An application for backups with a secret, named in the settings. */
  async connectBySecret(roles: readonly string[] = READING): Promise<AppRegistration> {
    const app = this.emulator.registerApp({ roles })
    await changeConnection(
      this.control,
      cloud,
      {
        tenantId: this.emulator.tenant.id,
        backup: {
          clientId: app.appId,
          clientSecret: { value: app.secrets[0]?.value ?? '', expiresAt: null },
        },
      },
      await this.version(),
    )
    return app
  }

  /** Makes a certificate, and uploads it as an administrator would. */
  async uploadCertificate(app: AppRegistration, purpose: 'backup' | 'restore' = 'backup'): Promise<string> {
    const { value } = await makeCertificate(this.control, cloud, purpose, await this.version())
    const { next = null, current = null } = value[purpose] ?? {}
    const made = next ?? current
    if (made?.kind !== 'certificate') throw new Error('no certificate was made')
    app.certificates.push(made.certificate)
    return made.thumbprint
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.control.microsoft[Symbol.asyncDispose]()
    await this.emulator.close()
    await this.control[Symbol.asyncDispose]()
  }
}
