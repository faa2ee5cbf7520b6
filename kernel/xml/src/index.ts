export { defaultLimits, readXml } from './read-xml.ts';
export type { ByteSource, Child, Roots, Shape, XmlElement, XmlLimits } from './read-xml.ts';
export { childOf, childrenOf, faultAt, missingIn, textOf } from './find-in-element.ts';
export { orFindings, StandardFault } from './standard-fault.ts';
export type { StandardFaultCode, StandardFinding } from './standard-fault.ts';
export { escapeXml, XmlLines } from './write-xml.ts';
