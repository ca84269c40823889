/** A data file that cannot be used: which file, where in it, and why, all in the one line of its message. */
export class DataFileError extends Error {
  override readonly name: string = 'DataFileError'

  constructor(
    /** Empty for data that comes from no file. */
    readonly file: string,
    /** Where in the file: a path such as `cis.profiles[3].uuid`, or a line and a column. Empty for the whole. */
    readonly place: string,
    readonly reason: string,
  ) {
    super([file, place, reason].filter((part) => part !== '').join(': '))
  }

  /** The same of a file, where what is wrong only shows once the data is put together. */
  inFile(file: string): DataFileError {
    return new DataFileError(file, this.place, this.reason)
  }
}
