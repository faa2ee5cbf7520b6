import { ImportFault } from '../import-fault.ts';
import { readUtf8 } from '../read-json.ts';
import type { LimeGroup, LimeItem, LimeQuestion, LimeSurvey, Words } from './survey-tables.ts';

const mostLines = 50_000;
const mostColumns = 500;
const own = new Set([
  'id',
  'related_id',
  'class',
  'type/scale',
  'name',
  'relevance',
  'text',
  'help',
  'language',
  'validation',
  'mandatory',
  'encrypted',
  'other',
  'default',
  'same_default',
  'same_script',
]);

/** The first line of a survey's structure as a table with tabs. */
export function isTsv(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 400)).replace(/^\uFEFF/, '');
  const [line = ''] = start.split(/\r?\n/);
  const names = line.split('\t').map((name) => name.replaceAll('"', '').trim());
  return names.includes('class') && names.includes('type/scale') && names.includes('name');
}

interface Line {
  readonly cells: ReadonlyMap<string, string>;
  readonly line: number;
}

/** Reads the structure of a survey as a table (.txt). @throws ImportFault */
export function readTsv(bytes: Uint8Array): LimeSurvey {
  const lines = linesOf(readUtf8(bytes).replace(/^\uFEFF/, ''));
  const get = (line: Line, name: string): string => line.cells.get(name) ?? '';
  const main = lines.find((line) => get(line, 'class') === 'S' && get(line, 'name') === 'language');
  const language = main ? get(main, 'text') : 'en';
  const settings = (name: string): Words =>
    Object.fromEntries(
      lines
        .filter((line) => get(line, 'class') === 'SL' && get(line, 'name') === name)
        .map((line) => [get(line, 'language') || language, get(line, 'text')]),
    );
  const groups = new Builder(lines, language).groups();
  const besides = lines.some((line) => get(line, 'class').startsWith('QTA')) ? ['Quoten'] : [];
  return {
    main: language,
    title: settings('surveyls_title'),
    description: settings('surveyls_description'),
    welcome: settings('surveyls_welcometext'),
    groups,
    besides,
  };
}

/** Tabs between cells; a cell in quotes may hold tabs and line ends, and quotes doubled. */
function linesOf(text: string): Line[] {
  const rows: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
  const end = (): void => {
    cells.push(cell);
    if (cells.some((one) => one !== '')) rows.push({ cells, line: begun });
    if (rows.length > mostLines) throw new ImportFault({ code: 'too-many-values', message: `more than ${mostLines} lines`, line });
    cells = [];
    cell = '';
    begun = line;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\n') line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === '\t') {
      cells.push(cell);
      if (cells.length > mostColumns) throw new ImportFault({ code: 'not-a-table', message: `more than ${mostColumns} columns`, line });
      cell = '';
    } else if (char === '\n') end();
    else if (char !== '\r') cell += char;
  }
  if (quoted) throw new ImportFault({ code: 'not-a-table', message: 'a cell in quotes has no end', line: begun });
  end();
  const [head, ...rest] = rows;
  if (!head || !head.cells.includes('class') || !head.cells.includes('name'))
    throw new ImportFault({ code: 'not-a-table', message: 'the first line must name the columns', line: 1 });
  return rest.map((row) => {
    if (row.cells.length > head.cells.length && row.cells.slice(head.cells.length).some((one) => one !== ''))
      throw new ImportFault({ code: 'not-a-table', message: 'more cells than columns', line: row.line });
    return { line: row.line, cells: new Map(head.cells.map((name, i) => [name.trim(), row.cells[i] ?? ''] as const)) };
  });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Lines follow each other: groups, their questions, and what belongs to a question; each language once more. */
class Builder {
  readonly #lines: readonly Line[];
  readonly #main: string;

  constructor(lines: readonly Line[], main: string) {
    this.#lines = lines;
    this.#main = main;
  }

  groups(): LimeGroup[] {
    const groups = new Map<string, { group: Writable<LimeGroup>; questions: Map<string, Writable<LimeQuestion>> }>();
    let inGroup: { group: Writable<LimeGroup>; questions: Map<string, Writable<LimeQuestion>> } | undefined;
    let question: Writable<LimeQuestion> | undefined;
    const counted: Record<string, number> = {};
    const answers = new Map<LimeQuestion, Items>();
    const parts = new Map<LimeQuestion, Items>();
    for (const line of this.#lines) {
      const get = (name: string): string => line.cells.get(name) ?? '';
      const language = get('language') || this.#main;
      switch (get('class')) {
        case 'G': {
          // groups have no code: the number (or order within a language) tells which is which
          const key = get('type/scale') || String((counted[language] = (counted[language] ?? 0) + 1));
          inGroup = groups.get(key) ?? {
            group: {
              name: {},
              description: {},
              relevance: get('relevance'),
              random: get('random_group'),
              questions: [],
              source: `Zeile ${line.line}`,
            },
            questions: new Map(),
          };
          groups.set(key, inGroup);
          inGroup.group.name = { ...inGroup.group.name, [language]: get('name') };
          inGroup.group.description = { ...inGroup.group.description, [language]: get('text') };
          question = undefined;
          break;
        }
        case 'Q': {
          if (!inGroup) throw new ImportFault({ code: 'missing', message: 'a question before the first group', line: line.line });
          question = inGroup.questions.get(get('name')) ?? this.#question(line, get);
          inGroup.questions.set(get('name'), question);
          question.text = { ...question.text, [language]: get('text') };
          question.help = { ...question.help, [language]: get('help') };
          break;
        }
        case 'SQ':
        case 'A': {
          if (!question) throw new ImportFault({ code: 'missing', message: 'an answer before the first question', line: line.line });
          const scale = Number(get('type/scale')) || 0;
          const items = get('class') === 'A' ? answers : parts;
          let of = items.get(question);
          if (!of) items.set(question, (of = new Items()));
          of.add({ code: get('name'), text: { [language]: get('text') }, scale, relevance: get('relevance') });
          break;
        }
      }
    }
    return [...groups.values()].map(({ group, questions }) => ({
      ...group,
      questions: [...questions.values()].map((one) => ({
        ...one,
        answers: answers.get(one)?.list() ?? [],
        parts: parts.get(one)?.list() ?? [],
      })),
    }));
  }

  #question(line: Line, get: (name: string) => string): Writable<LimeQuestion> {
    const attributes = new Map<string, Words>();
    for (const [name, value] of line.cells) if (!own.has(name) && value !== '') attributes.set(name, { '': value });
    const mandatory = get('mandatory');
    return {
      code: get('name'),
      aliases: [],
      type: get('type/scale'),
      text: {},
      help: {},
      relevance: get('relevance'),
      mandatory: mandatory === 'Y' ? 'yes' : mandatory === 'S' ? 'soft' : 'no',
      other: get('other') === 'Y',
      pattern: get('validation'),
      attributes,
      answers: [],
      parts: [],
      defaults: get('default') === '' ? [] : [get('default')],
      source: `Zeile ${line.line}`,
    };
  }
}

/** Items of a question by code, while lines are read. */
class Items {
  readonly #items = new Map<string, Writable<LimeItem>>();

  add(item: LimeItem): void {
    const key = `${item.scale} ${item.code}`;
    const found = this.#items.get(key);
    if (found) found.text = { ...found.text, ...item.text };
    else this.#items.set(key, { ...item });
  }

  list(): LimeItem[] {
    return [...this.#items.values()];
  }
}
