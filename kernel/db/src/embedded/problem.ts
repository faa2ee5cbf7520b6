/** The embedded server cannot be used; the message says what to do and may be shown to operators. */
export class DatabaseProblem extends Error {}
