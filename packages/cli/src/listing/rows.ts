import type { Page, Pager } from '@personctl/sdk'

/** The rows of a list, at most so many, and where to go on after those that have been taken. */
export class Rows<Item> implements AsyncIterable<Item> {
  readonly #pager: Pager<Item>
  readonly #limit: number
  readonly #isWhole: boolean
  readonly #signal: AbortSignal
  #taken = 0
  #page: Page<Item> | undefined
  #takenOfPage = 0
  #resumeToken: string | undefined

  constructor(
    pager: Pager<Item>,
    { limit, startAt }: { limit: number | undefined; startAt: string | undefined },
    signal: AbortSignal,
  ) {
    this.#pager = pager
    this.#limit = limit ?? Number.POSITIVE_INFINITY
    this.#isWhole = startAt === undefined
    this.#signal = signal
    this.#resumeToken = startAt
  }

  /** How many rows were taken and done with: whoever asks for another is done with the one before. */
  get taken(): number {
    return this.#taken
  }

  /** How many rows there will be; undefined where the service does not say, or the list was begun before. */
  get expected(): number | undefined {
    const total = this.#page?.total
    return total === undefined || !this.#isWhole ? undefined : Math.min(total, this.#limit)
  }

  /** What goes on after the rows taken; undefined at either end of the list. */
  get resumeToken(): string | undefined {
    return this.#page === undefined ? this.#resumeToken : this.#page.resumeTokenAfter(this.#takenOfPage)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.#pager.pages()) {
      this.#page = page
      this.#takenOfPage = 0
      for (const item of page.items) {
        this.#signal.throwIfAborted()
        yield item
        this.#taken += 1
        this.#takenOfPage += 1
        if (this.#taken === this.#limit) return
      }
    }
  }
}
