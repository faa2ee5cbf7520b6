export { startTimeStampAuthority } from './time-stamp-authority/index.ts';
export type { TimeStampAuthority, TimeStampAuthorityOptions } from './time-stamp-authority/index.ts';
