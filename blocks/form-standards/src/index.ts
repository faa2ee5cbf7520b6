export { importXdf } from './import-xdf.ts';
export type { XdfImport, XdfImportOptions } from './import-xdf.ts';
export type { StandardFinding, StandardFaultCode } from './standard-fault.ts';
export type { ByteSource } from './read-xml.ts';
