import { seededRandom, systemClock } from '@holdfast/base'
import { AccessTokens } from './auth/access-tokens.ts'
import { type AppOptions, type AppRegistration, AppRegistry } from './auth/app-registry.ts'
import { RefreshTokens } from './auth/refresh-tokens.ts'
import { batchRoute } from './batch/batch-route.ts'
import type { EmulatorOptions } from './emulator-options.ts'
import { FaultRegistry } from './faults/fault-registry.ts'
import { Pacer } from './http/pacer.ts'
import { Pipeline } from './http/pipeline.ts'
import { Router } from './http/router.ts'
import { EmulatorServer } from './http/server.ts'
import { type Identity, loadIdentity, saveIdentity } from './identity-store.ts'
import { Meter } from './meter.ts'
import { loadOrganisation, saveOrganisation } from './model/state-store.ts'
import { Tenant } from './model/tenant.ts'
import { routes } from './routes/index.ts'
import { SubscriptionService } from './subscriptions/subscription-service.ts'
import { limitsFor } from './throttle/limits.ts'
import { Throttle } from './throttle/throttle.ts'
import { createServerIdentity } from './tls/authority.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What a client needs to sign in as the default application. */
export interface EmulatorCredentials {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
}

/** A stateful Microsoft Graph for OneDrive on loopback. */
export class GraphEmulator implements AsyncDisposable {
  readonly tenant: Tenant
  readonly faults: FaultRegistry
  readonly clock: VirtualClock
  readonly meter = new Meter()
  readonly throttle: Throttle
  readonly apps: AppRegistry
  readonly tokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly subscriptions: SubscriptionService
  readonly seed: number
  readonly licences: number
  readonly tokenLifetimeSeconds: number
  readonly pageSize?: number
  readonly hasDelta: boolean
  /** PEM of the authority that signed the server's certificate (TLS only). */
  readonly caCertificate?: string
  /** The application that every emulator starts with; it has all permissions. */
  readonly credentials: EmulatorCredentials
  /** Real milliseconds that every answer takes. */
  latency: number
  /** Told of errors inside the emulator. */
  readonly onFailure: (error: unknown) => void
  /** Whether the state directory held an organisation, which is now there again. */
  restored = false
  readonly #identity: Identity
  readonly #stateDirectory: string | undefined
  #server: EmulatorServer | undefined
  #baseUrl = ''

  private constructor(options: EmulatorOptions, clock: VirtualClock, identity: Identity) {
    this.seed = options.seed ?? 1
    this.licences = options.licences ?? 100
    this.tokenLifetimeSeconds = options.tokenLifetimeSeconds ?? 3599
    if (options.pageSize !== undefined) this.pageSize = options.pageSize
    this.hasDelta = options.delta ?? true
    this.latency = options.latency ?? 0
    this.onFailure = options.onFailure ?? ((error) => console.error('emulator:', error))
    this.clock = clock
    this.faults = new FaultRegistry(this.seed)
    this.tenant = new Tenant({
      clock,
      seed: this.seed,
      faults: this.faults,
      keepUploads: options.keepUploads ?? true,
    })
    const { throttling } = options
    const limits = { ...limitsFor(this.licences), ...(typeof throttling === 'object' && throttling) }
    this.throttle = new Throttle(limits, Boolean(throttling))
    this.#identity = identity
    this.#stateDirectory = options.stateDirectory
    if (options.tls && identity.authority) this.caCertificate = identity.authority.certificate
    const key = Buffer.from(identity.tokenKey, 'base64')
    this.tokens = new AccessTokens(key, this.tenant.id)
    this.refreshTokens = new RefreshTokens(key)
    this.apps = new AppRegistry(seededRandom(this.seed + 0x617070))
    for (const app of identity.apps) this.apps.restore(app)
    const app = identity.apps[0] ?? this.apps.register({ displayName: 'Holdfast' })
    const clientSecret = app.secrets[0]?.value ?? ''
    this.credentials = { tenantId: this.tenant.id, clientId: app.appId, clientSecret }
    this.subscriptions = new SubscriptionService({
      clock,
      faults: this.faults,
      tenantId: this.tenant.id,
      seqOf: (driveId) => this.driveSeq(driveId),
    })
  }

  /** Starts an emulator and listens. With a state directory it goes on where the last one was closed. */
  static async start(options: EmulatorOptions = {}): Promise<GraphEmulator> {
    const clock = new VirtualClock()
    // The authority is valid by the machine's clock, which TLS clients use; token keys come from the seed.
    const now = systemClock.now()
    const random = seededRandom((options.seed ?? 1) + 0x746f6b)
    const identity = await loadIdentity(options.stateDirectory, options.tls ?? false, random, now)
    const emulator = new GraphEmulator(options, clock, identity)
    if (options.stateDirectory !== undefined)
      emulator.restored = await loadOrganisation(options.stateDirectory, emulator.tenant)
    await emulator.#listen(options, now)
    await emulator.save()
    return emulator
  }

  /** `http://127.0.0.1:PORT` or `https://…`, no trailing slash. */
  get baseUrl(): string {
    return this.#baseUrl
  }

  /** `{baseUrl}/v1.0`. */
  get graphRoot(): string {
    return `${this.#baseUrl}/v1.0`
  }

  /** Authority host for token requests: `{loginAuthority}/{tenant}/oauth2/v2.0/token`. */
  get loginAuthority(): string {
    return this.#baseUrl
  }

  /** The tenant's personal-site host, `contoso-my.sharepoint.com`. */
  get sharepointHost(): string {
    return `${this.tenant.domain.split('.')[0]}-my.sharepoint.com`
  }

  /** An access token without a request, by default of the default application. */
  issueToken(app: AppRegistration | undefined = this.apps.find(this.credentials.clientId)): string {
    const caller = { kind: 'app', appId: app?.appId ?? '', roles: app?.roles ?? [] } as const
    return this.tokens.issue(
      caller,
      'https://graph.microsoft.com',
      this.clock.now(),
      this.tokenLifetimeSeconds,
    )
  }

  /** Registers another application, for instance with fewer permissions. */
  registerApp(options: AppOptions = {}): AppRegistration {
    return this.apps.register(options)
  }

  /** The number of a drive's latest change. */
  driveSeq(driveId: string): number | undefined {
    return this.tenant.drive(driveId)?.seq
  }

  /** The id of a user's drive. */
  driveIdOf(user: string): string | undefined {
    return this.tenant.user(user)?.drive?.id
  }

  /** Writes everything to the state directory, when there is one. */
  async save(): Promise<void> {
    if (this.#stateDirectory === undefined) return
    await saveIdentity(this.#stateDirectory, { ...this.#identity, apps: this.apps.list() })
    await saveOrganisation(this.#stateDirectory, this.tenant)
  }

  /** Saves the state, ends deliveries and cuts all connections. */
  async close(): Promise<void> {
    await this.subscriptions.close()
    await this.#server?.close()
    await this.save()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #listen(options: EmulatorOptions, now: number): Promise<void> {
    const pipeline: Pipeline = new Pipeline(this, new Router([...routes, batchRoute(() => pipeline)]))
    const { authority } = this.#identity
    const hosts = [
      '127.0.0.1',
      'localhost',
      'login.microsoftonline.com',
      'login.microsoft.com',
      'graph.microsoft.com',
      this.sharepointHost,
      ...(options.hosts ?? []),
    ]
    const rate = options.egressBytesPerSecond
    this.#server = new EmulatorServer({
      emulator: this,
      pipeline,
      port: options.port ?? 0,
      ...(options.tls && authority && { identity: createServerIdentity(authority, hosts, now) }),
      ...(rate !== undefined && { pacer: new Pacer(rate) }),
    })
    this.#baseUrl = await this.#server.listen()
  }
}
