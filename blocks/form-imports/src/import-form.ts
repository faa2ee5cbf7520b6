import { StandardFault } from '@amt/xml';
import type { FormFacts, ImportedForm } from './form-draft.ts';
import { ImportFault, type ImportFinding } from './import-fault.ts';
import { JsonPlace } from './json-place.ts';
import { importDefraForms } from './defra-forms/import-defra-forms.ts';
import { importGcForms } from './gc-forms/import-gc-forms.ts';
import { importLimeSurvey } from './limesurvey/import-limesurvey.ts';
import { readLss } from './limesurvey/read-lss.ts';
import { isTsv, readTsv } from './limesurvey/read-tsv.ts';
import { importOpenForms } from './open-forms/import-open-forms.ts';
import type { Product } from './product.ts';
import { isArchive, readArchive } from './read-archive.ts';
import { readJson } from './read-json.ts';
import { beginsAsXml, productOfArchive, productOfJson } from './recognise.ts';
import { importSurveyjs } from './surveyjs/import-surveyjs.ts';

/** What an import may know besides the file. `from` says the product where it is known; else it is recognised by content. */
export interface ImportOptions extends FormFacts {
  readonly from?: Product;
}

export type FormImport =
  | ({ readonly ok: true; readonly product: Product } & ImportedForm)
  | { readonly ok: false; readonly faults: readonly ImportFinding[] };

const fromJson: Readonly<Partial<Record<Product, (form: JsonPlace, facts: FormFacts) => ImportedForm>>> = {
  'gc-forms': importGcForms,
  'defra-forms': importDefraForms,
  surveyjs: importSurveyjs,
};

/**
 * A form from a file of another product. The definition passes `checkDefinition`; what cannot be carried over for certain is among its remarks, and a
 * form with remarks is not published. A file that is broken, hostile or of no known product is refused with the place; nothing is kept of it.
 */
export async function importForeignForm(bytes: Uint8Array, options: ImportOptions = {}): Promise<FormImport> {
  try {
    const { from, ...facts } = options;
    if (isArchive(bytes)) {
      const files = readArchive(bytes);
      const product = from ?? productOfArchive(files);
      if (product !== 'open-forms')
        throw new ImportFault({ code: 'unknown-format', message: 'an archive is an export of Open Forms alone' });
      return { ok: true, product, ...importOpenForms(files, facts) };
    }
    if (from === 'limesurvey' || (from === undefined && (beginsAsXml(bytes) || isTsv(bytes)))) {
      const survey = beginsAsXml(bytes) ? await readLss(bytes) : readTsv(bytes);
      return { ok: true, product: 'limesurvey', ...importLimeSurvey(survey, facts) };
    }
    const place = new JsonPlace(readJson(bytes));
    const product = from ?? productOfJson(place);
    const read = product === undefined ? undefined : fromJson[product];
    if (!product || !read) throw new ImportFault({ code: 'unknown-format', message: 'this is a form of no product that is known here' });
    return { ok: true, product, ...read(place, facts) };
  } catch (problem) {
    if (problem instanceof ImportFault || problem instanceof StandardFault) return { ok: false, faults: [problem.finding] };
    throw problem;
  }
}
