// The rules of the house that are lists: the floors of each package, and the files that may break a rule, with the reason.

/**
 * The floors of each package, from the roof down. A file may import from its own room and from any room on a lower
 * floor, never from a room on the same floor or above. A room is a folder below `src` with everything in it that no
 * other entry names, or a single file.
 */
export const floors = {}

/** Files imported by one other file that stay files of their own, with the reason. */
export const separateFiles = {}

/** Findings that a check tolerates in a package. A number may only be lowered; whatever is not listed is zero. */
export const ceilings = {}

/** The most files per 1,000 lines in a package, and the most floors. */
export const limits = { filesPerThousandLines: 9, floors: 11, foldersBelowSource: 3, linesOfLoneFile: 150 }
