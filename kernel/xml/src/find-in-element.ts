import type { XmlElement } from './read-xml.ts';
import { StandardFault, type StandardFaultCode } from './standard-fault.ts';

/** The first child of that name. */
export function childOf(at: XmlElement | undefined, name: string): XmlElement | undefined {
  return at?.children.find((one) => one.name === name);
}

/** All children of that name, in order. */
export function childrenOf(at: XmlElement | undefined, name: string): XmlElement[] {
  return at?.children.filter((one) => one.name === name) ?? [];
}

/** The text of the first child of that name, without blanks around it; undefined where there is none. */
export function textOf(at: XmlElement | undefined, name: string): string | undefined {
  const words = childOf(at, name)?.text.trim();
  return words === '' ? undefined : words;
}

/** What is wrong at an element, with its place. */
export function faultAt(at: XmlElement, code: StandardFaultCode, message: string): StandardFault {
  return new StandardFault({ code, message, line: at.line, column: at.column, path: at.path });
}

/** @throws StandardFault: a child that must be there is not */
export function missingIn(at: XmlElement, name: string): never {
  throw faultAt(at, 'missing', `<${name}> is missing in <${at.name}>`);
}
