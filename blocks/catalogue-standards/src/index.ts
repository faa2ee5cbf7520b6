export { readXzufi } from './read-xzufi.ts';
export type { XzufiRead } from './read-xzufi.ts';
export { writeXzufi } from './write-xzufi.ts';
export type { XzufiHeader } from './write-xzufi.ts';
export { serviceToXzufi } from './service-to-xzufi.ts';
export type { XzufiCity } from './service-to-xzufi.ts';
export { matchingService, serviceOfXzufi } from './service-of-xzufi.ts';
export type { ServiceDraft } from './service-of-xzufi.ts';
export { unitToXzufi } from './unit-to-xzufi.ts';
