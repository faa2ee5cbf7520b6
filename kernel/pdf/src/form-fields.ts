import { embedFieldFont } from './field-font.ts';

type Reference = PDFKit.PDFKitReference;
type Element = PDFKit.PDFStructureElement;

/** In points from the upper left corner of the page. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Placed {
  /** fully qualified; dots part the levels of the tree of fields (`household.0.income`) */
  readonly name: string;
  /** what a screen reader says of the field: unique in the document */
  readonly tooltip: string;
  readonly at: Rectangle;
  /** element of the structure tree that the field is put into, as `Form` */
  readonly parent: Element;
}

export interface TextFieldOptions extends Placed {
  readonly multiline?: boolean;
  /** one cell for each of so many signs */
  readonly cells?: number;
  readonly required?: boolean;
  readonly align?: 'left' | 'right';
  readonly fontSize?: number;
}

export interface ChoiceFieldOptions extends Placed {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
}

/** Tick boxes of one question of which one can be ticked. */
export interface RadioGroup {
  /** `state` is what the field's value becomes: letters, digits, `-`, `_` */
  button(options: Omit<Placed, 'name'> & { readonly state: string }): void;
}

/**
 * What pdfkit keeps to itself and a tagged form needs. Its own `formText()` and kin drop `structParent` and `TU`, so widgets are made with `annotate()`
 * and entered into the form here. Pinned with the version of pdfkit; the tests of this package see it when it changes.
 */
interface Innards {
  readonly page: { readonly annotations: Reference[] };
  readonly _root: { readonly data: { readonly AcroForm?: { readonly data: AcroForm } } };
}
interface AcroForm {
  Fields: Reference[];
  NeedAppearances?: boolean;
  DA: unknown;
  DR: { Font: Record<string, Reference> };
}

/** A node of the tree of fields that is no field itself, and what lies below it; pdfkit writes both when the document ends. */
interface Inner {
  readonly reference: Reference;
  readonly kids: Reference[];
}

const fontName = 'AmtSans';
/** Field flags (ISO 32000-1, tables 221 to 230). */
const flag = { required: 1 << 1, multiline: 1 << 12, radio: 1 << 15, combo: 1 << 17, noSpellCheck: 1 << 22, cells: 1 << 24 } as const;
const printed = 4;

/** The fields of a tagged PDF form (AcroForm). Each widget stands in the structure tree, has a tooltip and an appearance of its own. */
export class FormFields {
  readonly #doc: PDFKit.PDFDocument;
  readonly #font: Reference;
  readonly #form: AcroForm;
  /** inner nodes of the tree of fields, by name */
  readonly #inner = new Map<string, Inner>();
  readonly #appearances = new Map<string, Reference>();

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
    this.#font = embedFieldFont(doc);
    doc.font('regular').initForm();
    const form = (doc as unknown as Innards)._root.data.AcroForm;
    if (!form) throw new Error('pdfkit keeps its form elsewhere');
    this.#form = form.data;
  }

  text(options: TextFieldOptions): void {
    const { at, multiline = false, cells, required = false, align = 'left', fontSize = 10.5 } = options;
    const flags =
      (multiline ? flag.multiline : 0) | (cells === undefined ? 0 : flag.cells) | (required ? flag.required : 0) | flag.noSpellCheck;
    this.#widget(options, {
      ...this.#terminal(options),
      FT: 'Tx',
      Ff: flags,
      ...(cells === undefined ? {} : { MaxLen: cells }),
      ...(align === 'right' ? { Q: 2 } : {}),
      DA: fieldText(fontSize),
      AP: { N: this.#empty(at) },
    });
  }

  /** One of many labels; a reader offers them as a list. */
  choice(options: ChoiceFieldOptions): void {
    this.#widget(options, {
      ...this.#terminal(options),
      FT: 'Ch',
      Ff: flag.combo | (options.required ? flag.required : 0),
      Opt: options.options.map(({ value, label }) => [pdfText(value), pdfText(label)]),
      DA: fieldText(10),
      AP: { N: this.#empty(options.at) },
    });
  }

  /** A box that is ticked or not; its value is `state` or `Off`. */
  checkBox(options: Placed & { readonly state: string }): void {
    this.#widget(options, {
      ...this.#terminal(options),
      FT: 'Btn',
      V: 'Off',
      ...this.#tick(options.state, options.at),
    });
  }

  radioGroup({ name, tooltip, required = false }: Pick<Placed, 'name' | 'tooltip'> & { readonly required?: boolean }): RadioGroup {
    const kids: Reference[] = [];
    const group = this.#doc.ref({
      ...this.#terminal({ name, tooltip }),
      FT: 'Btn',
      Ff: flag.radio | (required ? flag.required : 0),
      V: 'Off',
      Kids: kids,
    });
    this.#enter(name, group);
    return {
      button: (options) => {
        const button = { Parent: group, TU: pdfText(options.tooltip), ...this.#tick(options.state, options.at) };
        kids.push(this.#annotate(options, button));
      },
    };
  }

  /** Before the document ends: every field has an appearance, so readers need not make one, and only the font with all letters is offered. */
  finish(): void {
    delete this.#form.NeedAppearances;
    this.#form.DA = fieldText(10);
    this.#form.DR = { Font: { [fontName]: this.#font } };
    // pdfkit would add the printed text's font, which has only the letters of the printed text.
    const kept = this.#doc as unknown as { _acroform?: { fonts: Record<string, Reference>; defaultFont: string } };
    if (kept._acroform) kept._acroform.fonts = {};
  }

  #terminal({ name, tooltip }: Pick<Placed, 'name' | 'tooltip'>): Record<string, unknown> {
    const parent = this.#parentOf(name);
    return { T: pdfText(name.slice(name.lastIndexOf('.') + 1)), TU: pdfText(tooltip), ...(parent ? { Parent: parent.reference } : {}) };
  }

  #widget(options: Placed, field: Record<string, unknown>): void {
    this.#enter(options.name, this.#annotate(options, field));
  }

  #annotate({ at, parent }: Pick<Placed, 'at' | 'parent'>, dictionary: Record<string, unknown>): Reference {
    const element = this.#doc.struct('Form');
    parent.add(element);
    // `C: []` keeps pdfkit from giving the widget a colour.
    const widget = { Subtype: 'Widget', F: printed, C: [], structParent: element, ...dictionary };
    this.#doc.annotate(at.x, at.y, at.width, at.height, widget);
    // Ended here, because pdfkit writes the page that is open then into the reference to the widget.
    element.end();
    const reference = (this.#doc as unknown as Innards).page.annotations.at(-1);
    if (!reference) throw new Error('pdfkit keeps its annotations elsewhere');
    return reference;
  }

  #enter(name: string, field: Reference): void {
    const parent = this.#parentOf(name);
    if (parent) parent.kids.push(field);
    else this.#form.Fields.push(field);
  }

  #parentOf(name: string): Inner | undefined {
    const at = name.lastIndexOf('.');
    if (at < 0) return undefined;
    const own = name.slice(0, at);
    const found = this.#inner.get(own);
    if (found) return found;
    const parent = this.#parentOf(own);
    const kids: Reference[] = [];
    const level = own.slice(own.lastIndexOf('.') + 1);
    const reference = this.#doc.ref({ T: pdfText(level), Kids: kids, ...(parent ? { Parent: parent.reference } : {}) });
    const inner = { reference, kids };
    this.#inner.set(own, inner);
    this.#enter(own, reference);
    return inner;
  }

  #empty({ width, height }: Rectangle): Reference {
    return this.#appearance(width, height, '/Tx BMC EMC');
  }

  /** Off and on: a cross, as people make it with a pen. */
  #tick(state: string, { width, height }: Rectangle): Record<string, unknown> {
    const inset = Math.min(width, height) * 0.22;
    const [left, low, right, high] = [inset, inset, width - inset, height - inset].map((value) => value.toFixed(2));
    const cross = `q 1.4 w 1 J 0.08 0.21 0.37 RG ${left} ${low} m ${right} ${high} l ${left} ${high} m ${right} ${low} l S Q`;
    return {
      AS: 'Off',
      MK: { CA: pdfText('8') },
      AP: { N: { Off: this.#appearance(width, height, ''), [state]: this.#appearance(width, height, cross) } },
    };
  }

  #appearance(width: number, height: number, content: string): Reference {
    const key = `${width.toFixed(2)} ${height.toFixed(2)} ${content}`;
    const found = this.#appearances.get(key);
    if (found) return found;
    const made = this.#doc.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, width, height],
      Resources: { Font: { [fontName]: this.#font } },
    });
    made.end(Buffer.from(content === '' ? 'q Q' : content, 'latin1'));
    this.#appearances.set(key, made);
    return made;
  }
}

/** pdfkit writes primitive strings as names; a text must be an object. */
const pdfText = (text: string): object => new String(text);
const fieldText = (size: number): object => pdfText(`/${fontName} ${size} Tf 0.1 0.11 0.125 rg`);
