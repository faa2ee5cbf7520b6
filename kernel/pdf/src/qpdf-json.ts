type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One dictionary of a PDF; references are followed. */
export interface PdfValue {
  get(key: string): Json | undefined;
  /** a name without its slash; '' where there is none */
  name(key: string): string;
  dictionary(key: string): PdfValue | undefined;
  /** number and generation of the object a key points to (`12 0 R`), where it is a reference */
  reference(key: string): string | undefined;
  /** entries of an array as they stand: references, or dictionaries written in place */
  entries(key: string): readonly PdfEntry[];
  /** dictionaries of an array, or the one dictionary that stands instead of it */
  list(key: string): readonly PdfValue[];
  /** decoded content of a stream as Latin-1 text */
  stream(key: string): string | undefined;
  /** as {@link stream}; for an array of streams all of them */
  streams(key: string): string;
}

export interface PdfEntry {
  readonly reference: string | undefined;
  readonly value: PdfValue | undefined;
}

export interface PdfObjects {
  readonly trailer: PdfValue;
  readonly root: PdfValue;
  readonly pages: readonly PdfValue[];
  /** references to the pages, in the same order */
  readonly pageReferences: readonly string[];
  all(): readonly PdfValue[];
  resolve(value: Json | undefined): Json | undefined;
  /** what a string object says; qpdf writes "u:" or "b:" before it */
  text(value: Json | undefined): string | undefined;
}

const referenceOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? value : undefined;

const isDictionary = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what `qpdf --json=2 --json-stream-data=inline` prints. @throws Error when it is something else */
export function readQpdfJson(text: string): PdfObjects {
  const parsed = JSON.parse(text) as { qpdf?: readonly [Json, { readonly [key: string]: Json }]; pages?: readonly { object: string }[] };
  const objects = parsed.qpdf?.[1];
  if (!objects) throw new Error('not the JSON of qpdf version 2');

  const entry = (value: Json | undefined): Json | undefined =>
    typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? objects[`obj:${value}`] : value;
  const resolve = (value: Json | undefined): Json | undefined => {
    const found = entry(value);
    if (found === value || !isDictionary(found)) return found;
    if (isDictionary(found['stream'])) return found['stream']['dict'];
    return 'value' in found ? found['value'] : found;
  };
  const streamOf = (value: Json | undefined): string | undefined => {
    const found = entry(value);
    const stream = isDictionary(found) ? found['stream'] : undefined;
    const data = isDictionary(stream) ? stream['data'] : undefined;
    return typeof data === 'string' ? Buffer.from(data, 'base64').toString('latin1') : undefined;
  };
  const wrap = (dictionary: { readonly [key: string]: Json }): PdfValue => ({
    get: (key) => resolve(dictionary[key]),
    name: (key) => {
      const value = resolve(dictionary[key]);
      return typeof value === 'string' && value.startsWith('/') ? value.slice(1) : '';
    },
    dictionary: (key) => {
      const value = resolve(dictionary[key]);
      return isDictionary(value) ? wrap(value) : undefined;
    },
    reference: (key) => referenceOf(dictionary[key]),
    entries: (key) => {
      const value = resolve(dictionary[key]);
      const array = Array.isArray(value) ? (value as readonly Json[]) : dictionary[key] === undefined ? [] : [dictionary[key]];
      return array.map((each) => {
        const found = resolve(each);
        return { reference: referenceOf(each), value: isDictionary(found) ? wrap(found) : undefined };
      });
    },
    list: (key) => {
      const value = resolve(dictionary[key]);
      return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map(resolve).filter(isDictionary).map(wrap);
    },
    stream: (key) => streamOf(dictionary[key]),
    streams: (key) => {
      const value = dictionary[key];
      return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((each) => streamOf(each) ?? '').join('\n');
    },
  });
  const dictionaryOf = (value: Json | undefined): PdfValue => {
    const found = resolve(value);
    return wrap(isDictionary(found) ? found : {});
  };

  const trailerEntry = objects['trailer'];
  const trailer = wrap(isDictionary(trailerEntry) && isDictionary(trailerEntry['value']) ? trailerEntry['value'] : {});
  const keys = Object.keys(objects)
    .filter((key) => key.startsWith('obj:'))
    .map((key) => key.slice(4));
  return {
    trailer,
    root: trailer.dictionary('/Root') ?? wrap({}),
    pages: (parsed.pages ?? []).map((page) => dictionaryOf(page.object)),
    pageReferences: (parsed.pages ?? []).map((page) => page.object),
    all: () => keys.map(dictionaryOf),
    resolve,
    text: (value) => (typeof value === 'string' ? value.replace(/^[ub]:/, '') : undefined),
  };
}
