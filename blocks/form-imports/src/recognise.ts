import { ImportFault } from './import-fault.ts';
import { JsonPlace, isObject } from './json-place.ts';
import { isTsv } from './limesurvey/read-tsv.ts';
import { openFormsFiles } from './open-forms/import-open-forms.ts';
import type { Product } from './product.ts';
import { isArchive } from './read-archive.ts';
import { readJson } from './read-json.ts';

/** What a file is: a form of another product, of the state's catalogue, or our own; undefined where it is none that is known. Reads no more than it must. */
export function recogniseForm(bytes: Uint8Array): Product | 'xdatenfelder' | 'amt' | undefined {
  // only Open Forms packs its export: what is in it is looked at when it is read
  if (isArchive(bytes)) return 'open-forms';
  if (beginsAsXml(bytes)) return isLimeSurveyXml(bytes) ? 'limesurvey' : 'xdatenfelder';
  if (isTsv(bytes)) return 'limesurvey';
  try {
    const json = readJson(bytes);
    return productOfJson(new JsonPlace(json)) ?? (isObject(json) && Object.hasOwn(json, 'pages') ? 'amt' : undefined);
  } catch (problem) {
    if (problem instanceof ImportFault) return undefined;
    throw problem;
  }
}

/** XML begins with `<`, after a byte order mark and blanks. */
export function beginsAsXml(bytes: Uint8Array): boolean {
  const blanks = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
  return bytes.find((byte) => !blanks.has(byte)) === 0x3c;
}

/** The first element of LimeSurvey's files is a `document` in no namespace; XDatenfelder say their name in the first element. */
function isLimeSurveyXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 1500));
  return /<document[\s>]/.test(start) && !start.includes('xdatenfelder');
}

/** The product an archive comes from, by the names of its files. @throws ImportFault */
export function productOfArchive(files: ReadonlyMap<string, Uint8Array>): Product {
  if (openFormsFiles.every((name) => files.has(name))) return 'open-forms';
  throw new ImportFault({
    code: 'unknown-format',
    message: `an archive with ${[...files.keys()].slice(0, 5).join(', ')} is not known here`,
  });
}

/** The product a JSON file comes from, by what only that product writes; undefined where it is from none of them. */
export function productOfJson(place: JsonPlace): Exclude<Product, 'open-forms' | 'limesurvey'> | undefined {
  const form = isObject(place.value) ? place.value : {};
  const has = (key: string): boolean => Object.hasOwn(form, key);
  const inner = isObject(form['form']) ? form['form'] : undefined;
  if (isGcForm(form) || (inner && isGcForm(inner))) return 'gc-forms';
  const pages = Array.isArray(form['pages']) ? (form['pages'] as readonly unknown[]).filter(isObject) : [];
  if (pages.some((page) => Object.hasOwn(page, 'path')) || (has('startPage') && has('pages')) || (has('engine') && has('pages')))
    return 'defra-forms';
  const inPages = pages.some((page) => Object.hasOwn(page, 'elements') || Object.hasOwn(page, 'questions'));
  if (inPages || (!has('ownerUnit') && (Array.isArray(form['elements']) || Array.isArray(form['questions'])))) return 'surveyjs';
  return undefined;
}

function isGcForm(form: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(form['elements']) && (Object.hasOwn(form, 'titleEn') || Object.hasOwn(form, 'layout'));
}
