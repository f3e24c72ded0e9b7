/** Where a stretch of a file lies: `count` blocks from the one asked for, side by side on the disk or all of zeros. */
export interface BlockRun {
  readonly count: number;
  /** undefined: never written, reads as zeros. */
  readonly physical: number | undefined;
}

/** Finds the stretch that begins at a block of the file. */
export type FindRun = (block: number) => Promise<BlockRun>;
