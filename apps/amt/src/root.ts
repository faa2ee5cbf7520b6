import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout or installation. */
export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
