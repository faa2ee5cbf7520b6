import { type FormBody, formField } from '@amt/module';
import { type DraftGroup, type DraftRow, emptyGroup, emptyRow, groupModes, mostDepth } from './condition-draft.ts';

/** So many rows a page holds, in all groups together; a condition with more is written as a text. */
const mostRows = 200;

/**
 * Reads the controls of a group of rows, and does to them what a button asked for: `add-row:<group>`, `add-group:<group>`, `remove:<item>`, where the
 * group or item is named as its controls are.
 *
 * @param at name of the group's controls: `c`, `c.0`, `c.2.w`
 */
export function postedGroup(body: FormBody, at: string, asked: string): DraftGroup {
  return new Posted(body, asked).group(at, 0);
}

class Posted {
  readonly #body: FormBody;
  readonly #asked: string;
  #rows = 0;

  constructor(body: FormBody, asked: string) {
    this.#body = body;
    this.#asked = asked;
  }

  group(at: string, depth: number): DraftGroup {
    const mode = groupModes.find((one) => one === formField(this.#body, `${at}.mode`)) ?? 'all';
    const items = Array.from({ length: Math.min(this.#count(at), mostRows) }, (_, i) => this.#item(`${at}.${i}`, depth)).filter(
      (item) => item !== undefined,
    );
    if (this.#asked === `add-row:${at}`) items.push(emptyRow);
    if (this.#asked === `add-group:${at}`) items.push({ mode: mode === 'all' ? 'any' : 'all', items: [emptyRow, emptyRow] });
    return { mode, items };
  }

  #item(at: string, depth: number): DraftRow | DraftGroup | undefined {
    if (this.#asked === `remove:${at}` || ++this.#rows > mostRows) return undefined;
    if (!this.#has(at)) return this.#row(at, depth);
    const group = depth < mostDepth ? this.group(at, depth + 1) : undefined;
    return group && group.items.length > 0 ? group : undefined;
  }

  #row(at: string, depth: number): DraftRow {
    const field = (name: string): string => formField(this.#body, `${at}.${name}`);
    return {
      field: field('field'),
      comparison: field('comparison'),
      value: field('value'),
      values: this.#values(`${at}.values`),
      against: field('against'),
      days: field('days'),
      shape: field('shape'),
      tried: field('tried'),
      where: this.#where(`${at}.w`, depth),
    };
  }

  #where(at: string, depth: number): DraftGroup | undefined {
    if (this.#has(at)) {
      const group = depth < mostDepth ? this.group(at, depth + 1) : emptyGroup;
      return group.items.length > 0 ? group : undefined;
    }
    return this.#asked === `add-row:${at}` ? emptyGroup : undefined;
  }

  #has(at: string): boolean {
    return this.#body[`${at}.items`] !== undefined;
  }

  #count(at: string): number {
    return Number(/^\d{1,3}$/.exec(formField(this.#body, `${at}.items`))?.[0] ?? 0);
  }

  /** Ticked boxes, or lines of a text. */
  #values(name: string): readonly string[] {
    const sent = [this.#body[name] ?? []].flat();
    return sent.flatMap((one) => one.split(/\r?\n/)).filter((one) => one.trim() !== '');
  }
}
