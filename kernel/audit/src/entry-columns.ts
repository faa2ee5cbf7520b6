/** What the chain binds; `e` is `audit.entry`. */
export const entryColumns = [
  'e.id',
  'e.at',
  'e.actorKind',
  'e.action',
  'e.subjectType',
  'e.subjectId',
  'e.reading',
  'e.commitment',
] as const;
