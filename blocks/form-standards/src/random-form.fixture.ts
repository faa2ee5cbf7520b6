import type { Condition, FormDefinition, FormNode } from '@amt/forms';

/** Numbers from a seed: the same seed makes the same form and answers. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** 0 to n - 1 */
  roll(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }
  chance(percent: number): boolean {
    return this.roll(100) < percent;
  }
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const found = list[this.roll(list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
}

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
interface Asked {
  readonly path: string;
  /** path of the repeat group around it */
  readonly owner: string;
  readonly node: FormNode;
}

const label = (words: string): { de: string } => ({ de: words });
const option = (value: string): { value: string; label: { de: string } } => ({ value, label: label(`Wahl ${value}`) });

/** A form with nested repeat groups, choices, groups and conditions; with `inexact` also what JSON Schema cannot say. */
export class RandomForm {
  readonly definition: FormDefinition;
  readonly #dice: Dice;
  readonly #inexact: boolean;
  readonly #asked: Asked[] = [];
  #ids = 0;

  constructor(seed: number, inexact = false) {
    this.#dice = new Dice(seed);
    this.#inexact = inexact;
    const pages = Array.from({ length: 1 + this.#dice.roll(3) }, (_, i) => {
      const when = i > 0 && this.#dice.chance(30) ? this.#condition('') : undefined;
      return { id: `p${i}`, title: label(`Seite ${i}`), ...(when !== undefined && { when }), fields: this.#nodes('', '', 0) };
    });
    const targets = this.#asked.filter((one) => one.node.kind !== 'label');
    const rules = Array.from({ length: targets.length > 0 ? this.#dice.roll(3) : 0 }, (_, i) => {
      const target = this.#dice.pick(targets);
      const when = this.#dice.chance(50) ? this.#condition(target.owner) : undefined;
      return {
        id: `r${i}`,
        message: label('passt nicht'),
        at: target.path,
        ...(when !== undefined && { when }),
        valid: this.#condition(target.owner) ?? true,
      };
    });
    this.definition = {
      id: 'zufall',
      version: '1.0.0',
      title: label('Zufall'),
      serviceKeys: [{ scheme: 'city', key: 'zufall' }],
      ownerUnit: 'x',
      legalBasis: [{ citation: '§ 1' }],
      retention: { submissionMonths: 1, draftDays: 1 },
      trustLevel: 'none',
      languages: ['de'],
      pages,
      rules,
      lists: { farben: { source: 'urn:zufall:farben_1', entries: [option('rot'), option('blau')] } },
    };
  }

  #nodes(prefix: string, owner: string, depth: number): FormNode[] {
    return Array.from({ length: 1 + this.#dice.roll(4) }, () => this.#node(prefix, owner, depth));
  }

  #node(prefix: string, owner: string, depth: number): FormNode {
    const id = `n${this.#ids++}`;
    const path = prefix + id;
    const when = this.#dice.chance(25) ? this.#condition(owner) : undefined;
    const common = {
      id,
      label: label(`Frage ${id}`),
      ...(when !== undefined && { when }),
      ...(this.#dice.chance(20) && { hint: label(`Hilfe zu ${id}`) }),
    };
    const kind = depth < 3 && this.#dice.chance(35) ? this.#dice.pick(['group', 'repeat', 'choice'] as const) : 'field';
    if (kind === 'field') {
      const node = this.#field(common, owner);
      this.#asked.push({ path, owner, node });
      return node;
    }
    if (kind === 'group') return { ...common, kind, fields: this.#nodes(`${path}.`, owner, depth + 1) };
    if (kind === 'repeat') {
      const min = this.#dice.roll(2);
      const node: FormNode = {
        ...common,
        kind,
        itemLabel: label('Eintrag'),
        min,
        max: min + 1 + this.#dice.roll(2),
        fields: this.#nodes(`${path}.`, path, depth + 1),
      };
      this.#asked.push({ path, owner, node });
      return node;
    }
    const branches = [`${id}a`, `${id}b`].map((branch) => ({
      id: branch,
      label: label(`Zweig ${branch}`),
      ...(this.#dice.chance(70) && { fields: this.#nodes(`${path}.${branch}.`, owner, depth + 1) }),
    }));
    const node: FormNode = { ...common, kind, ...(this.#dice.chance(30) && { required: false }), branches };
    this.#asked.push({ path, owner, node });
    return node;
  }

  #field(common: { id: string; label: { de: string }; when?: Condition }, owner: string): FormNode {
    const requiredWhen = this.#dice.chance(20) ? this.#condition(owner) : undefined;
    const question = { ...common, ...(this.#dice.chance(40) && { required: false }), ...(requiredWhen !== undefined && { requiredWhen }) };
    const exact = [
      'text',
      'bool',
      'int',
      'currency',
      'date',
      'time',
      'select',
      'radios',
      'checkboxes',
      'textarea',
      'datetime',
      'matrix',
      'phone',
      'file',
      'name',
      'text-latin',
      'label',
      'declaration',
    ] as const;
    const kind =
      this.#inexact && this.#dice.chance(30)
        ? this.#dice.pick(['number', 'iban', 'email', 'address', 'place', 'signature', 'today'] as const)
        : this.#dice.pick(exact);
    switch (kind) {
      case 'text':
        return {
          ...question,
          kind,
          ...(this.#dice.chance(50) && { minLength: 2, maxLength: 4 }),
          ...(this.#dice.chance(30) && { pattern: { regex: '[a-c]{1,3}\\-?', message: label('a bis c') } }),
        };
      case 'int':
        return { ...question, kind, ...(this.#dice.chance(50) && { min: 1, max: 3 }) };
      case 'currency':
        return { ...question, kind, ...(this.#dice.chance(50) && { min: -5, max: 300 }) };
      case 'date':
      case 'datetime':
        return { ...question, kind, ...(this.#dice.chance(50) && { min: '2024-02-29', max: '2026-05-01' }) };
      case 'select':
        return { ...question, kind, list: 'farben' };
      case 'radios':
        return { ...question, kind, options: [option('a'), option('b')] };
      case 'checkboxes':
        return { ...question, kind, options: [option('a'), option('b'), option('c')], ...(this.#dice.chance(50) && { min: 1, max: 2 }) };
      case 'matrix':
        return {
          ...question,
          kind,
          rows: [
            { value: 'x', label: label('x') },
            { value: 'y', label: label('y') },
          ],
          columns: [option('1'), option('2')],
        };
      case 'file':
        return { ...question, kind, mediaTypes: ['application/pdf'], maxFiles: 2 };
      case 'label':
        return { id: common.id, ...(common.when !== undefined && { when: common.when }), kind, text: label('Ein Satz.') };
      case 'declaration':
        return { id: common.id, label: common.label, ...(common.when !== undefined && { when: common.when }), kind };
      case 'number':
        return { ...question, kind, min: 0, max: 10, places: 2 };
      case 'today':
        return { ...question, kind: 'date', max: 'today' };
      default:
        return { ...question, kind };
    }
  }

  /** A condition on what was asked before, in the same item or around it. */
  #condition(owner: string, depth = 0): Condition | undefined {
    if (depth < 2 && this.#dice.chance(35)) {
      const args = [this.#condition(owner, depth + 1), this.#condition(owner, depth + 1)].filter((one) => one !== undefined);
      const [first] = args;
      if (first === undefined) return undefined;
      return this.#dice.chance(25) ? { op: 'not', args: [first] } : { op: this.#dice.pick(['and', 'or', 'xor'] as const), args };
    }
    if (this.#inexact && this.#dice.chance(15)) return { op: 'equal', args: [{ fact: 'signedIn' }, this.#dice.chance(50)] };
    const near = this.#asked.filter((one) => one.owner === '' || one.owner === owner || owner.startsWith(`${one.owner}.`));
    if (near.length === 0) return undefined;
    return this.#test(this.#dice.pick(near), owner);
  }

  #test({ path, node }: Asked, owner: string): Condition | undefined {
    const answer = { answer: path };
    const order = this.#dice.pick(['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte'] as const);
    if (node.kind === 'label') return undefined;
    if (node.kind === 'repeat') {
      const inside = this.#asked.filter((one) => one.owner === path && one.node.kind !== 'label' && one.node.kind !== 'repeat');
      const where = inside.length > 0 && !owner.startsWith(path) ? this.#test(this.#dice.pick(inside), path) : undefined;
      if (where === undefined) return { op: order, args: [{ op: 'count', over: path }, this.#dice.roll(3)] };
      return this.#dice.chance(50)
        ? { op: this.#dice.pick(['any', 'all'] as const), over: path, where }
        : { op: order, args: [{ op: 'count', over: path, where }, this.#dice.roll(3)] };
    }
    if (this.#dice.chance(20)) return { op: 'is_empty', args: [answer] };
    switch (node.kind) {
      case 'int':
        return { op: order, args: this.#dice.chance(50) ? [answer, 1 + this.#dice.roll(3)] : [1 + this.#dice.roll(3), answer] };
      case 'currency':
        return { op: order, args: [answer, { cents: this.#dice.roll(300) }] };
      case 'date':
        return { op: order, args: [answer, { date: this.#dice.pick(['2024-02-29', '2025-01-01', '2026-05-01'] as const) }] };
      case 'bool':
        return this.#dice.chance(50) ? answer : { op: 'equal', args: [answer, this.#dice.chance(50)] };
      case 'select':
        return { op: 'in', args: [answer], values: ['rot'] };
      case 'radios':
        return { op: this.#dice.pick(['equal', 'not_equal'] as const), args: [answer, 'a'] };
      case 'checkboxes':
        return { op: 'in', args: ['b', answer] };
      case 'choice':
        return { op: 'equal', args: [answer, `${node.id}b`] };
      case 'matrix':
        return { op: 'equal', args: [{ answer: `${path}.x` }, '1'] };
      case 'text':
        return { op: 'matches', args: [answer], pattern: 'a[b\\-c]*' };
      default:
        return { op: 'is_empty', args: [answer] };
    }
  }

  /** Answers of which most are right, in the shape of the form; hidden questions are answered as well. */
  answers(seed: number): Record<string, Value> {
    const dice = new Dice(seed);
    const wrong = dice.pick([0, 0, 3, 20] as const);
    const fields = (nodes: readonly FormNode[]): Record<string, Value> => {
      const object: Record<string, Value> = {};
      for (const node of nodes) {
        const value = dice.chance(4) ? undefined : answer(node);
        if (value !== undefined) object[node.id] = value;
      }
      return object;
    };
    const answer = (node: FormNode): Value | undefined => {
      if (dice.chance(wrong))
        return dice.pick<Value>([
          '',
          'zz',
          7,
          -7.5,
          true,
          false,
          null,
          [],
          ['b', 'b'],
          {},
          { choice: 'q' },
          '2025-02-29',
          '\u0007',
          [{}],
          ['a'],
          '12:60',
        ]);
      switch (node.kind) {
        case 'group':
          return fields(node.fields);
        case 'repeat':
          return Array.from({ length: Math.min(node.max, node.min + dice.roll(3)) }, () => fields(node.fields));
        case 'choice': {
          const branch = dice.pick(node.branches);
          return { choice: branch.id, ...Object.fromEntries(node.branches.map((one) => [one.id, fields(one.fields ?? [])])) };
        }
        default:
          return rightAnswer(node, dice);
      }
    };
    return fields(this.definition.pages.flatMap((page) => page.fields));
  }
}

function rightAnswer(node: FormNode, dice: Dice): Value | undefined {
  switch (node.kind) {
    case 'text':
      return dice.pick(['ab', 'abc', 'bb', 'ac-', 'cab']);
    case 'textarea':
    case 'name':
    case 'text-latin':
      return dice.pick(['Ab', 'Zoë Łuk', 'o’Hara', 'é̂']);
    case 'bool':
      return dice.chance(50);
    case 'declaration':
      return true;
    case 'int':
      return 1 + dice.roll(3);
    case 'currency':
      return dice.roll(300);
    case 'date':
      return dice.pick(['2024-02-29', '2025-01-01', '2026-05-01', '2025-12-31']);
    case 'datetime':
      return dice.pick(['2024-02-29T00:00', '2025-01-01T23:59', '2026-05-01T12:00']);
    case 'time':
      return dice.pick(['00:00', '23:59']);
    case 'select':
      return dice.pick(['rot', 'blau']);
    case 'radios':
      return dice.pick(['a', 'b']);
    case 'checkboxes':
      return dice.pick<string[]>([['a'], ['b', 'c'], ['b']]);
    case 'matrix':
      return { x: dice.pick(['1', '2']), y: '2' };
    case 'phone':
      return '+49891234567';
    case 'file':
      return [{ id: '1', fileName: 'a.pdf', mediaType: 'application/pdf', size: 12, sha256: 'ab' }];
    case 'number':
      return dice.pick(['1.25', '0', '10.00', '10.001', '11', '-0.01']);
    case 'iban':
      return dice.pick(['DE02120300000000202051', 'DE02120300000000202052']);
    case 'email':
      return dice.pick(['a@b.de', 'ä.b@c-d.example', 'a@b']);
    case 'address':
      return { street: 'Am Weg', houseNumber: '1 a', postalCode: dice.pick(['80331', '8033']), city: 'München' };
    case 'place':
      return dice.pick<Value>([{ lat: 48.1, lon: 11.5 }, { text: 'am Brunnen' }, { lat: 48.1 }]);
    case 'signature':
      return dice.pick<Value>([{ name: 'Erika' }, { name: ' ' }, { name: 'E', strokes: 'M 1 2 L 3 4' }]);
    default:
      return undefined;
  }
}
