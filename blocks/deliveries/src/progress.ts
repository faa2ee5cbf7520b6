/** How far a delivery in several steps came; by FIT-Connect's names. Ids and tags only, nothing of the content. */
export interface Progress {
  /** given by the delivery service when the submission is announced */
  readonly submissionId: string;
  readonly caseId: string;
  /** ids of the attachments by id of our file */
  readonly attachments: Readonly<Record<string, string>>;
  /**
   * authentication tags of what was encrypted for each try to submit, latest first; events of the service and of the receiver must name one of them.
   * Empty: nothing was submitted yet.
   */
  readonly tags: readonly AuthenticationTags[];
  /** the receiver's word: `accept-submission` or `reject-submission` */
  readonly answered?: boolean;
}

/** Tags of the JWEs (fifth part): they tie an event to exactly this content. */
export interface AuthenticationTags {
  readonly metadata: string;
  readonly data: string;
  readonly attachments?: Readonly<Record<string, string>>;
}
