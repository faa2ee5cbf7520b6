export { importForeignForm } from './import-form.ts';
export type { FormImport, ImportOptions } from './import-form.ts';
export type { ImportFinding } from './import-fault.ts';
export { productNames, products } from './product.ts';
export type { Product } from './product.ts';
export { recogniseForm } from './recognise.ts';
