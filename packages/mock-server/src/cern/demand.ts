import { upnOf } from './caller.ts'
import type { CernRequest } from './cernRequest.ts'
import { CernRefusal } from './refusal.ts'

/** @param what somebody wants to do @throws CernRefusal if they may not */
export function demand(isAllowed: boolean, { caller }: Pick<CernRequest, 'caller'>, what: string): void {
  if (!isAllowed) throw new CernRefusal(403, `${upnOf(caller)} may not ${what}`)
}
