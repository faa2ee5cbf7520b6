import type { CompiledForm, InputField } from '@amt/forms';
import { alwaysThere } from './always-there.ts';
import type { TreeNode } from './condition-formula.ts';
import { datePattern, timePattern } from './date-pattern.ts';
import { XmlLines } from '@amt/xml';
import { xmlSchemaPattern } from './pattern-text.ts';
import { optionsOf } from './schema-of-field.ts';

type Facets = Readonly<Record<string, string | number | undefined>>;

/** The namespace of a form's values as XML. */
export function xsdNamespace({ definition }: CompiledForm): string {
  return `urn:digitales-amt:form:${definition.id}:${definition.version}`;
}

/**
 * XML Schema 1.0 of the values of a form. Elements are named by ids; repeat groups, ticked values and files are the same element several times; a
 * choice holds the element of its branch. XML Schema 1.0 has no conditions: what depends on one may be left out here, and the form decides.
 */
export function xsdOf(form: CompiledForm): string {
  return new XsdWriter(form).write();
}

class XsdWriter {
  readonly #form: CompiledForm;
  readonly #xml = new XmlLines();
  constructor(form: CompiledForm) {
    this.#form = form;
  }

  write(): string {
    const { tree, definition } = this.#form;
    const namespace = xsdNamespace(this.#form);
    this.#element(
      'schema',
      { 'xmlns:xs': 'http://www.w3.org/2001/XMLSchema', xmlns: namespace, targetNamespace: namespace, elementFormDefault: 'qualified' },
      () => {
        this.#element('element', { name: definition.id }, () => {
          this.#note(`${definition.title.de} ${definition.version}. Bedingungen des Formulars stehen nicht in diesem Schema.`);
          this.#sequence(tree.pages.flatMap((page) => page.nodes));
        });
      },
    );
    return this.#xml.toString();
  }

  #sequence(children: readonly TreeNode[]): void {
    this.#element('complexType', {}, () => {
      this.#element('sequence', {}, () => {
        for (const child of children) this.#node(child, alwaysThere(child) ? 1 : 0);
      });
    });
  }

  #node(node: TreeNode, least: number): void {
    const { def } = node;
    switch (node.kind) {
      case 'label':
        return;
      case 'group':
        return this.#named(node, least, 1, () => this.#sequence(node.children));
      case 'repeat': {
        const { min, max } = def as { min: number; max: number };
        return this.#named(node, least === 0 ? 0 : min, max, () => this.#sequence(node.children));
      }
      case 'choice':
        return this.#named(node, least, 1, () => {
          this.#element('complexType', {}, () => {
            this.#element('choice', {}, () => {
              for (const branch of node.children) this.#named(branch, 1, 1, () => this.#sequence(branch.children));
            });
          });
        });
      case 'locked':
      case 'hidden':
        return this.#element('element', { name: node.id, type: 'xs:anyType', minOccurs: '0' });
      default:
        return this.#field(node, def as InputField, least);
    }
  }

  #field(node: TreeNode, field: InputField, least: number): void {
    if (field.kind === 'checkboxes')
      return this.#named(node, least === 0 ? 0 : Math.max(1, field.min ?? 1), field.max ?? optionsOf(this.#form, field).length, () =>
        this.#options(field),
      );
    const most = field.kind === 'file' ? (field.maxFiles ?? 1) : 1;
    this.#named(node, least, most, () => this.#type(field));
  }

  #type(field: InputField): void {
    switch (field.kind) {
      case 'text':
      case 'text-latin':
      case 'name':
      case 'textarea': {
        const pattern = 'pattern' in field && field.pattern ? xmlSchemaPattern(field.pattern.regex) : undefined;
        return this.#simple('string', {
          minLength: Math.max(1, field.minLength ?? 0),
          maxLength: field.maxLength ?? (field.kind === 'textarea' ? 2000 : 200),
          pattern,
        });
      }
      case 'email':
        return this.#simple('string', { maxLength: 254, pattern: '[^@\\s]+@[^@\\s]+' });
      case 'phone':
        return this.#simple('string', { pattern: '\\+[1-9][0-9]{5,14}' });
      case 'iban':
        return this.#simple('string', { pattern: '[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}' });
      case 'date':
        return this.#simple('date', {
          pattern: '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}',
          minInclusive: fixed(field.min),
          maxInclusive: fixed(field.max),
        });
      case 'datetime':
        return this.#simple('string', { pattern: `${bare(datePattern)}T${bare(timePattern)}` });
      case 'time':
        return this.#simple('string', { pattern: bare(timePattern) });
      case 'bool':
        return this.#simple('boolean', { pattern: 'true|false' });
      case 'declaration':
        return this.#simple('boolean', { pattern: 'true' });
      case 'int':
        return this.#simple('integer', {
          minInclusive: field.min ?? Number.MIN_SAFE_INTEGER,
          maxInclusive: field.max ?? Number.MAX_SAFE_INTEGER,
        });
      case 'currency':
        return this.#simple('integer', { minInclusive: field.min ?? 0, maxInclusive: field.max ?? Number.MAX_SAFE_INTEGER });
      case 'number':
        return this.#simple('string', { pattern: '-?[0-9]{1,40}(\\.[0-9]{1,40})?' });
      case 'select':
      case 'radios':
      case 'checkboxes':
        return this.#options(field);
      default:
        return this.#parts(field);
    }
  }

  #parts(field: Extract<InputField, { kind: 'address' | 'file' | 'place' | 'signature' | 'matrix' }>): void {
    const text = (name: string, least = 1): void => this.#element('element', { name, type: 'xs:string', minOccurs: String(least) });
    this.#element('complexType', {}, () => {
      // parts come in any order
      this.#element('all', {}, () => {
        switch (field.kind) {
          case 'address':
            for (const name of ['street', 'houseNumber', 'city']) text(name);
            return this.#element('element', { name: 'postalCode' }, () => this.#simple('string', { pattern: '[0-9]{5}' }));
          case 'place':
            text('text', 0);
            for (const [name, limit] of [
              ['lat', 90],
              ['lon', 180],
            ] as const)
              this.#element('element', { name, minOccurs: '0' }, () =>
                this.#simple('double', { minInclusive: -limit, maxInclusive: limit }),
              );
            return;
          case 'signature':
            text('name');
            return text('strokes', 0);
          case 'matrix':
            for (const row of field.rows)
              this.#element('element', { name: row.value }, () => this.#enumeration(field.columns.map((column) => column.value)));
            return;
          case 'file':
            text('id', 0);
            text('fileName', 0);
            this.#element('element', { name: 'mediaType' }, () => this.#enumeration(field.mediaTypes));
            this.#element('element', { name: 'size' }, () =>
              this.#simple('integer', { minInclusive: 1, maxInclusive: field.maxBytes ?? 10_000_000 }),
            );
            return text('sha256');
        }
      });
    });
  }

  #options(field: Extract<InputField, { list?: string }>): void {
    this.#enumeration(optionsOf(this.#form, field).map((option) => option.value));
  }

  #enumeration(values: readonly string[]): void {
    this.#element('simpleType', {}, () => {
      this.#element('restriction', { base: 'xs:string' }, () => {
        for (const value of values) this.#element('enumeration', { value });
      });
    });
  }

  #simple(base: string, facets: Facets): void {
    this.#element('simpleType', {}, () => {
      this.#element('restriction', { base: `xs:${base}` }, () => {
        for (const [name, value] of Object.entries(facets)) if (value !== undefined) this.#element(name, { value: String(value) });
      });
    });
  }

  #named(node: TreeNode, least: number, most: number, inside: () => void): void {
    const label = 'label' in node.def ? node.def.label?.de : undefined;
    this.#element('element', { name: node.id, minOccurs: String(least), ...(most !== 1 && { maxOccurs: String(most) }) }, () => {
      if (label !== undefined) this.#note(label);
      inside();
    });
  }

  #note(words: string): void {
    this.#element('annotation', {}, () => this.#xml.text('xs:documentation', words, { 'xml:lang': 'de' }));
  }

  #element(name: string, attributes: Readonly<Record<string, string | undefined>>, inside?: () => void): void {
    this.#xml.element(`xs:${name}`, attributes, inside);
  }
}

const fixed = (bound: string | undefined): string | undefined => (bound === 'today' ? undefined : bound);
/** XML Schema knows neither marks of begin and end nor groups that are not kept. */
const bare = (pattern: string): string =>
  pattern
    .replace(/^\^|\$$/g, '')
    .replaceAll('(?:', '(')
    .replaceAll('\\d', '[0-9]');
