import type { Argument, Option } from 'commander'

/** What completion can offer for a value: these, or what only the moment of completion knows. */
export type Offer = readonly string[] | 'contexts' | 'files'

const offers = new WeakMap<Argument | Option, Offer>()

/** Has completion offer values for an argument or an option that takes others as well. One that ends with = or : goes on. */
export function offering<Taker extends Argument | Option>(taker: Taker, values: Offer): Taker {
  offers.set(taker, values)
  return taker
}

/** What there is to offer: what was said so, or else the only values that there are. */
export function offerOf(taker: Argument | Option): Offer | undefined {
  return offers.get(taker) ?? taker.argChoices
}
