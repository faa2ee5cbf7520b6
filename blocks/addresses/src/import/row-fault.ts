/** Something in a file that cannot be taken: which line (counted from 1), which field of it where one is to blame, and what is wrong. */
export interface RowFault {
  readonly line: number;
  readonly field?: string;
  readonly message: string;
}

/** The file as a whole cannot be read on: what follows would be guesswork, so the rest is not looked at. */
export class UnreadableFile extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
