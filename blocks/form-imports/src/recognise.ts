import { ImportFault } from './import-fault.ts';
import { type JsonPlace, isObject } from './json-place.ts';
import { openFormsFiles } from './open-forms/import-open-forms.ts';
import type { Product } from './product.ts';

/** The product an archive comes from, by the names of its files. @throws ImportFault */
export function productOfArchive(files: ReadonlyMap<string, Uint8Array>): Product {
  if (openFormsFiles.every((name) => files.has(name))) return 'open-forms';
  throw new ImportFault({ code: 'unknown-format', message: `an archive with ${[...files.keys()].slice(0, 5).join(', ')} is not known here` });
}

/** The product a JSON file comes from, by what only that product writes; undefined where it is from none of them. */
export function productOfJson(place: JsonPlace): Exclude<Product, 'open-forms' | 'limesurvey'> | undefined {
  const form = isObject(place.value) ? place.value : {};
  const has = (key: string): boolean => Object.hasOwn(form, key);
  const inner = isObject(form['form']) ? form['form'] : undefined;
  if (isGcForm(form) || (inner && isGcForm(inner))) return 'gc-forms';
  const pages = Array.isArray(form['pages']) ? (form['pages'] as readonly unknown[]).filter(isObject) : [];
  if (pages.some((page) => Object.hasOwn(page, 'path')) || (has('startPage') && has('pages')) || (has('engine') && has('pages'))) return 'defra-forms';
  const inPages = pages.some((page) => Object.hasOwn(page, 'elements') || Object.hasOwn(page, 'questions'));
  if (inPages || (!has('ownerUnit') && (Array.isArray(form['elements']) || Array.isArray(form['questions'])))) return 'surveyjs';
  return undefined;
}

function isGcForm(form: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(form['elements']) && (Object.hasOwn(form, 'titleEn') || Object.hasOwn(form, 'layout'));
}
