/** Gives out logins, one after the other: CERN's `upn`, and for members of staff also the POSIX id in CIS. */
export interface LoginSequence {
  /** Returns a login that nobody has: the preferred one, if necessary with a number. */
  next(preferred: string): string
}

/** @param isUsed true for logins that others have already */
export function createLoginSequence(isUsed: (login: string) => boolean = () => false): LoginSequence {
  const timesUsed = new Map<string, number>()
  const timesOf = (login: string): number => timesUsed.get(login) ?? (isUsed(login) ? 1 : 0)
  return {
    next(preferred) {
      const times = timesOf(preferred) + 1
      timesUsed.set(preferred, times)
      let login = preferred
      if (times > 1) {
        for (let number = times; timesOf(login) > 0; number++) login = `${preferred}${number}`
        timesUsed.set(login, 1)
      }
      return login
    },
  }
}

/**
 * Returns the login that a person would like: the first letter of the first name and the last name.
 *
 * @param name the names with a dot in between, as in an e-mail address
 * @returns undefined if nothing of the name can be part of a login
 */
export function preferLogin(name: string): string | undefined {
  // That of almost everybody, in a fifth of the time: among many people, all are computed.
  if (plainName.test(name)) return name.charAt(0) + name.slice(name.indexOf('.') + 1)
  const [first = '', ...rest] = name.toLowerCase().split('.').map(stripSeparators).filter(Boolean)
  return (rest.length === 0 ? first : first.slice(0, 1) + rest.join('')) || undefined
}

const plainName = /^[a-z0-9]+\.[a-z0-9]+$/

const stripSeparators = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '')
