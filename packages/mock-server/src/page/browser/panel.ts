/** A part of the page. */
export interface Panel {
  /** Shows how the session is now. */
  refresh(): Promise<void>
  /** Shows another session, or the same from the start. */
  restart(): Promise<void>
}
