/** XDatenfelder 2.0 and 3.0 as one typed model. Texts are trimmed; what is empty in the file is absent here. */

/** `S60000000012` in its version, e.g. `1.2.0` (3.0) or `1.2` (2.0). */
export interface XdfIdentity {
  readonly id: string;
  readonly version?: string;
}

/** A provision of law or a source (Bezug). */
export interface XdfReference {
  readonly text: string;
  readonly link?: string;
}

/** A keyword; `uri` names the vocabulary it comes from. */
export interface XdfKeyword {
  readonly text: string;
  readonly uri?: string;
}

/** `ABL` derived from, `ERS` replaces, `EQU` equivalent to, `VKN` linked with. Kept, never followed. */
export interface XdfRelation {
  readonly predicate: string;
  readonly object: XdfIdentity;
}

/** What all building blocks have. */
export interface XdfCommon extends XdfIdentity {
  readonly name?: string;
  readonly description?: string;
  readonly definition?: string;
  readonly references: readonly XdfReference[];
  /** Status: 3.0 code 1 to 8 (5 silver, 6 gold), 2.0 e.g. `aktiv` */
  readonly status?: string;
  readonly versionNote?: string;
  readonly keywords: readonly XdfKeyword[];
  readonly relations: readonly XdfRelation[];
}

/** A rule: prose, rarely a script. Types K complex, M multiplicity, V validation, B calculation. */
export interface XdfRule extends XdfIdentity {
  readonly name?: string;
  readonly text?: string;
  readonly script?: string;
  readonly type?: string;
  /** what people read whose answers break it; our own files keep it */
  readonly message?: string;
  readonly references: readonly XdfReference[];
}

interface XdfElement extends XdfCommon {
  /** Bezeichnung Eingabe */
  readonly label?: string;
  /** Hilfetext Eingabe */
  readonly help?: string;
  /** `HAR` harmonised, `RNG` bound to a legal norm, `ABS` abstract */
  readonly elementType?: string;
  readonly rules: readonly XdfRule[];
}

export interface XdfGroup extends XdfElement {
  readonly kind: 'group';
  /** exactly one of the parts is given (`art` X, 3.0) */
  readonly choice: boolean;
  readonly parts: readonly XdfPart[];
}

export const fieldTypes = ['input', 'select', 'label', 'hidden', 'locked'] as const;
export type XdfFieldType = (typeof fieldTypes)[number];
export const dataTypes = [
  'text',
  'text_latin',
  'date',
  'time',
  'datetime',
  'bool',
  'num',
  'num_int',
  'num_currency',
  'file',
  'obj',
] as const;
export type XdfDataType = (typeof dataTypes)[number];
export const prefills = ['keine', 'optional', 'verpflichtend'] as const;

/** Präzisierung; values as written, since they may be numbers or days. */
export interface XdfConstraints {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly pattern?: string;
  /** a text that is neither attributes nor JSON */
  readonly note?: string;
}

export interface XdfValue {
  readonly code: string;
  readonly name: string;
  readonly help?: string;
}

/** A published code list; the key columns say which of its columns to use. */
export interface XdfCodeList {
  readonly uri?: string;
  readonly version?: string;
  readonly versionUri?: string;
  readonly codeKey?: string;
  readonly nameKey?: string;
  readonly helpKey?: string;
}

export interface XdfField extends XdfElement {
  readonly kind: 'field';
  readonly fieldType: XdfFieldType;
  readonly dataType: XdfDataType;
  readonly constraints: XdfConstraints;
  /** Inhalt: what the field begins with, or the text of a label */
  readonly content?: string;
  readonly prefill: (typeof prefills)[number];
  readonly values: readonly XdfValue[];
  readonly codeList?: XdfCodeList;
  /** megabytes */
  readonly maxSize?: number;
  readonly mediaTypes: readonly string[];
}

/** A part of a schema or group with its multiplicity; `max` absent = any number. */
export interface XdfPart {
  readonly min: number;
  readonly max?: number;
  readonly references: readonly XdfReference[];
  readonly contains: XdfGroup | XdfField;
}

export interface XdfSchema extends XdfCommon {
  readonly kind: 'schema';
  readonly label?: string;
  readonly help?: string;
  readonly rules: readonly XdfRule[];
  readonly parts: readonly XdfPart[];
  readonly documentProfile?: XdfIdentity;
}

/** A file: a whole schema, or a group or field published alone. */
export interface XdfDocument {
  readonly standard: '2.0' | '3.0';
  readonly messageId?: string;
  readonly createdAt?: string;
  readonly content: XdfSchema | XdfGroup | XdfField;
}
