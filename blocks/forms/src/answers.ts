import type { FileSeal } from '@amt/files';

/** JSON, as answers are kept. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Answers in the shape of the tree of fields: `{ applicant: { name: "Erika" }, household: [{ income: 120000 }] }`. */
export type Answers = Readonly<Record<string, Json>>;

/** Answer of a field of kind address. */
export interface AddressAnswer {
  readonly street: string;
  readonly houseNumber: string;
  readonly postalCode: string;
  readonly city: string;
}
export const addressParts = ['street', 'houseNumber', 'postalCode', 'city'] as const;
export type AddressPart = (typeof addressParts)[number];

/** One uploaded file in the answer of a field of kind file. */
export interface FileAnswer {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** bytes */
  readonly size: number;
  /** of the content as it was sent */
  readonly sha256: string;
  /** while the file waits encrypted in a draft: which blob it is and what opens it; a submission's files are blobs of the house, named by `sha256` */
  readonly seal?: FileSeal;
}

/** Where an answer came from. Kept per instance path (`household.0.income`). */
export interface Provenance {
  /** `staff`: a clerk entered it for the person; `paper`: read from a form on paper; `api`: sent by another system; `file`: from a saved file */
  readonly source: 'typed' | 'prefilled' | 'staff' | 'paper' | 'api' | 'file';
  /** of prefilled values: who vouches for it, e.g. `bayernid` */
  readonly from?: string;
  /** STORK level of the source at that time */
  readonly trustLevel?: string;
  /** ISO instant */
  readonly at: string;
}
export type ProvenanceMap = Readonly<Record<string, Provenance>>;

/** What conditions may know besides the answers. */
export interface Facts {
  /** civil date at the office, `YYYY-MM-DD` */
  readonly today: string;
  readonly signedIn: boolean;
  readonly trustLevel: string;
}

export function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer at an instance path (`household.0.income`), if there is one. */
export function answerAt(answers: Answers, path: string): Json | undefined {
  let here: Json | undefined = answers;
  for (const step of path.split('.')) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isRecord(here) && Object.hasOwn(here, step)) here = here[step];
    else return undefined;
  }
  return here;
}

/**
 * A copy with the value at an instance path set, or taken out when it is `undefined`; what does not change is shared.
 * Missing groups and items on the way are made.
 */
export function withAnswer(answers: Answers, path: string, value: Json | undefined): Answers {
  return setAt(answers, path.split('.'), value) as Answers;
}

function setAt(here: Json | undefined, [step = '', ...rest]: string[], value: Json | undefined): Json {
  if (Array.isArray(here)) {
    const items: Json[] = [...here];
    const at = Number(step);
    items[at] = rest.length === 0 ? (value ?? {}) : setAt(items[at], rest, value);
    return items;
  }
  const object: Record<string, Json> = isRecord(here) ? { ...here } : {};
  if (rest.length > 0) {
    const next = object[step] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {});
    object[step] = setAt(next, rest, value);
  } else if (value === undefined) delete object[step];
  else object[step] = value;
  return object;
}

/** Not answered: nothing, an empty text, nothing ticked, no file. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A single answer as text; empty for lists and objects. */
export function plainText(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
