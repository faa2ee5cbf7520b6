/** The authority did not answer as RFC 3161 wants; the job that seals tries again later. */
export class TimeStampFailed extends Error {}
