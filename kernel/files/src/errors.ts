/** More bytes arrived than allowed; nothing was kept. */
export class FileTooLarge extends Error {
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`the file has more than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/** The store has no such blob. */
export class FileMissing extends Error {
  readonly sha256: string;
  constructor(sha256: string) {
    super(`no file ${sha256}`);
    this.sha256 = sha256;
  }
}

/** What is stored under the name is not what was stored: a fault of the medium or tampering. */
export class FileDamaged extends Error {
  readonly sha256: string;
  constructor(sha256: string) {
    super(`file ${sha256} is damaged: its content does not match its name`);
    this.sha256 = sha256;
  }
}
