export { ServiceSchema, LifeSituationSchema, slugOf, trustLevels } from './service.ts';
export type { Service, LifeSituation, Fee, NeededDocument, Channel } from './service.ts';
