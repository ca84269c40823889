import type { Clock } from '../../clock.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { IdentifierSource, Memory, Remembered } from '../boundedMap.ts'
import type { ClientRegistry } from '../clients.ts'
import type { VerifiedClaims } from '../verify.ts'
import type { RealmDirectory } from './realm.ts'

/** How long a person has to confirm a device, and how often it may ask whether they did, in seconds. */
export const deviceLifetimeSeconds = 600
export const pollIntervalSeconds = 5
const slowDownSeconds = 5

// A timer may fire a little before its time.
const earlyMs = 100

/** A device that waits for a person. */
export interface Device extends Remembered {
  readonly userCode: string
  readonly clientId: string
  readonly audience: string
  readonly scope: string
  readonly codeChallenge: string | undefined
  readonly session: string
  /** The login of who confirmed it, or that somebody refused. */
  readonly decision: { readonly upn: string } | 'denied' | undefined
  readonly intervalSeconds: number
  /** In milliseconds since 1970. */
  readonly polledAt: number | undefined
}

/** The devices that wait, by their device codes. */
type Devices = Memory<Device>

/** The device whose code a person enters, in whatever case, with or without the hyphen; and its device code. */
export function deviceOfUserCode(
  devices: Devices,
  entered: string,
  now: number,
): readonly [deviceCode: string, device: Device] | undefined {
  const wanted = lettersOf(entered)
  for (const [code, device] of devices)
    if (lettersOf(device.userCode) === wanted && device.expiresAt > now && device.decision === undefined)
      return [code, device]
  return undefined
}

const lettersOf = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z]/g, '')

/**
 * The device after it asked once more: one that asks too early has to wait five seconds longer from then on.
 *
 * @returns the device, and whether it asked too early
 */
export function afterPoll(device: Device, now: number): { device: Device; tooEarly: boolean } {
  const { polledAt, intervalSeconds } = device
  const tooEarly = polledAt !== undefined && now - polledAt < intervalSeconds * 1000 - earlyMs
  return {
    tooEarly,
    device: {
      ...device,
      polledAt: now,
      intervalSeconds: tooEarly ? intervalSeconds + slowDownSeconds : intervalSeconds,
    },
  }
}

/** What the realm remembers between two requests. */
export interface KeycloakState {
  readonly devices: Devices
}

/** What the realm is made of. */
export interface KeycloakParts {
  readonly clients: ClientRegistry
  readonly directory: RealmDirectory
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: KeycloakState
  /** Verifies a token of the realm, whoever it is for; rejects with AuthRefusal. */
  readonly verify: (token: string) => Promise<VerifiedClaims>
}
