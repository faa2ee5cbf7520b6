/** The house keys are missing, unreadable or not those of the data; the message says what to do. */
export class StorageKeysProblem extends Error {}

/** What is stored cannot be opened: it was changed, moved to another row, or encrypted under another key. */
export class NotAuthentic extends Error {
  constructor(place: string) {
    super(`${place}: what is stored there was not encrypted for this place, or was changed`);
  }
}
