import type { PdfObjects, PdfValue } from './qpdf-json.ts';

/** Where the structure tree names an annotation. */
interface Named {
  readonly element: string | undefined;
  readonly type: string;
  /** page the reference gives */
  readonly page: string | undefined;
}

const hidden = 2;

/**
 * Faults of the fields of a form (Matterhorn Protocol 1.1, checkpoint 28, and 25 for XFA): each widget that is seen stands in the structure tree as Form, is
 * found from its own key as well, has a name of its own and an appearance that needs no other font.
 */
export function formFaults(objects: PdfObjects): string[] {
  const form = objects.root.dictionary('/AcroForm');
  const faults: string[] = [];
  if (form?.get('/XFA') !== undefined) faults.push('25-001 the form is an XFA form');
  const named = annotationsInStructure(objects);
  const parents = parentTree(objects);
  const spoken = new Set<string>();
  objects.pages.forEach((page, index) => {
    for (const { reference, value: widget } of page.entries('/Annots')) {
      if (widget?.name('/Subtype') !== 'Widget' || (Number(widget.get('/F') ?? 0) & hidden) !== 0) continue;
      const at = `page ${index + 1}`;
      faults.push(
        ...placeFaults(reference, widget, named, parents, objects.pageReferences[index]).map(
          (fault) => `${fault.code} ${at}: ${fault.text}`,
        ),
      );
      const tooltip = inherited(objects, widget, '/TU');
      if (tooltip === undefined || tooltip.trim() === '') faults.push(`28-005 ${at}: a field without a name to be read aloud (TU)`);
      else if (spoken.has(tooltip)) faults.push(`28-005 ${at}: two fields are read aloud as "${tooltip}"`);
      else spoken.add(tooltip);
      if (!widget.dictionary('/AP')?.get('/N')) faults.push(`28-000 ${at}: a field without an appearance`);
      faults.push(...fontFaults(objects, form, widget).map((fault) => `31-009 ${at}: ${fault}`));
    }
  });
  return faults;
}

function placeFaults(
  reference: string | undefined,
  widget: PdfValue,
  named: ReadonlyMap<string, Named>,
  parents: ReadonlyMap<number, string | undefined>,
  page: string | undefined,
): { code: string; text: string }[] {
  const place = reference === undefined ? undefined : named.get(reference);
  if (!place) return [{ code: '28-010', text: 'a field is not named by the structure tree' }];
  const faults: { code: string; text: string }[] = [];
  if (place.type !== 'Form') faults.push({ code: '28-010', text: `a field stands in ${place.type}, not in Form` });
  if (place.page !== page) faults.push({ code: '28-010', text: 'the structure tree names a field on another page' });
  const key = widget.get('/StructParent');
  if (typeof key !== 'number' || parents.get(key) !== place.element)
    faults.push({ code: '28-010', text: 'a field and its element of the structure do not know each other' });
  return faults;
}

/** What the structure tree says of annotations, by their reference. */
function annotationsInStructure(objects: PdfObjects): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  const seen = new Set<string>();
  const visit = (element: PdfValue, own: string | undefined): void => {
    if (own !== undefined && seen.has(own)) return;
    if (own !== undefined) seen.add(own);
    for (const { reference, value } of element.entries('/K')) {
      if (!value) continue;
      const target = value.reference('/Obj');
      if (value.name('/Type') === 'OBJR' && target !== undefined)
        named.set(target, { element: own, type: element.name('/S'), page: value.reference('/Pg') ?? element.reference('/Pg') });
      else if (value.get('/S') !== undefined) visit(value, reference);
    }
  };
  const root = objects.root.dictionary('/StructTreeRoot');
  if (root) visit(root, undefined);
  return named;
}

/** Element of the structure by the key of an object (only one level: number trees of our files have no kids). */
function parentTree(objects: PdfObjects): ReadonlyMap<number, string | undefined> {
  const tree = objects.root.dictionary('/StructTreeRoot')?.dictionary('/ParentTree')?.get('/Nums');
  const entries = new Map<number, string | undefined>();
  if (!Array.isArray(tree)) return entries;
  for (let at = 0; at + 1 < tree.length; at += 2) {
    const [key, value]: unknown[] = [tree[at], tree[at + 1]];
    if (typeof key === 'number') entries.set(key, typeof value === 'string' ? value : undefined);
  }
  return entries;
}

function inherited(objects: PdfObjects, field: PdfValue, key: string, depth = 0): string | undefined {
  const own = objects.text(field.get(key));
  if (own !== undefined || depth > 20) return own;
  const parent = field.dictionary('/Parent');
  return parent && inherited(objects, parent, key, depth + 1);
}

/** The font a reader writes what is typed with: known to the form, embedded, with a map to Unicode. */
function fontFaults(objects: PdfObjects, form: PdfValue | undefined, widget: PdfValue): string[] {
  const appearance = inherited(objects, widget, '/DA') ?? objects.text(form?.get('/DA'));
  const type = inherited(objects, widget, '/FT');
  if (type !== '/Tx' && type !== '/Ch') return [];
  const name = /\/(\S+)\s+[\d.]+\s+Tf/.exec(appearance ?? '')?.[1];
  const font = name === undefined ? undefined : form?.dictionary('/DR')?.dictionary('/Font')?.dictionary(`/${name}`);
  if (!font) return [`the font ${name ?? ''} of a field is not there`];
  return font.stream('/ToUnicode') === undefined ? [`the font ${name} of a field has no Unicode mapping`] : [];
}
