export { startTimeStampAuthority } from './time-stamp-authority/index.ts';
export type { TimeStampAuthority, TimeStampAuthorityOptions } from './time-stamp-authority/index.ts';
export { startBayernId } from './bayernid/start-bayernid.ts';
export type { BayernId, BayernIdOptions } from './bayernid/start-bayernid.ts';
export type { Person as BayernIdPerson } from './bayernid/people.ts';
export { badVariants } from './bayernid/variants.ts';
export * from './mail-catcher/index.ts';
export * from './payment-provider/index.ts';
