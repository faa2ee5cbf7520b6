import { type Roots, type Shape, type XmlElement, type XmlLimits, readXml } from '@amt/xml';
import { ImportFault } from '../import-fault.ts';
import type { LimeGroup, LimeItem, LimeQuestion, LimeSurvey, Words } from './survey-tables.ts';

const limits: XmlLimits = { bytes: 20_000_000, elements: 300_000, depth: 20, text: 200_000 };

/** Columns are names of elements and differ between versions; tables that are no part of a form are read over. */
const column = { shape: (): Shape => ({ text: true }) };
const row: Shape = { others: column };
const table: Shape = {
  children: {
    fields: { shape: () => ({ skipped: true }) },
    rows: { shape: () => ({ children: { row: { shape: () => row, many: true } } }) },
  },
};
const read = [
  'answers',
  'answer_l10ns',
  'groups',
  'group_l10ns',
  'questions',
  'question_l10ns',
  'subquestions',
  'question_attributes',
  'defaultvalues',
  'defaultvalue_l10ns',
  'surveys',
  'surveys_languagesettings',
];
const besides: Readonly<Record<string, string>> = {
  quota: 'Quoten',
  assessments: 'Bewertungen',
  survey_url_parameters: 'Parameter der Adresse',
};
const skipped = { shape: (): Shape => ({ skipped: true }), many: true };
const roots: Roots = {
  '': {
    document: {
      children: {
        LimeSurveyDocType: column,
        DBVersion: column,
        languages: { shape: () => ({ children: { language: { ...column, many: true } } }) },
        ...Object.fromEntries(read.map((name) => [name, { shape: () => table }])),
        ...Object.fromEntries(Object.keys(besides).map((name) => [name, { shape: () => table }])),
      },
      others: skipped,
    },
  },
};

class Row {
  readonly #cells: ReadonlyMap<string, string>;
  readonly source: string;

  constructor(element: XmlElement) {
    this.#cells = new Map(element.children.map((cell) => [cell.name, cell.text]));
    this.source = `Zeile ${element.line}`;
  }

  get(name: string): string {
    return this.#cells.get(name) ?? '';
  }

  number(name: string): number {
    const found = Number(this.get(name));
    return Number.isFinite(found) ? found : 0;
  }
}

/** Reads the structure of a survey (.lss). @throws ImportFault, StandardFault */
export async function readLss(bytes: Uint8Array): Promise<LimeSurvey> {
  const document = await readXml(bytes, roots, limits);
  const kind = document.children.find((child) => child.name === 'LimeSurveyDocType')?.text.trim() ?? '';
  if (kind !== 'Survey')
    throw new ImportFault({
      code: 'unknown-format',
      message: `this is a ${kind.slice(0, 40) || 'document'} of LimeSurvey, not a survey`,
      path: '/document/LimeSurveyDocType',
    });
  const tables = new Map(document.children.map((child) => [child.name, child]));
  const rows = (name: string): Row[] =>
    (tables.get(name)?.children.find((child) => child.name === 'rows')?.children ?? []).map((element) => new Row(element));
  return new Tables(rows).survey(Object.keys(besides).flatMap((name) => (rows(name).length > 0 ? (besides[name] ?? []) : [])));
}

type Rows = (name: string) => Row[];

/** Joins the tables. Before version 400 texts stood in the rows themselves, one row a language; since then in tables of their own. */
class Tables {
  readonly #rows: Rows;
  readonly #main: string;

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#main = rows('surveys')[0]?.get('language') || 'en';
  }

  survey(besides: string[]): LimeSurvey {
    const settings = this.#rows('surveys_languagesettings');
    const words = (name: string): Words => Object.fromEntries(settings.map((one) => [one.get('surveyls_language'), one.get(name)]));
    return {
      main: this.#main,
      title: words('surveyls_title'),
      description: words('surveyls_description'),
      welcome: words('surveyls_welcometext'),
      groups: this.#groups(),
      besides,
    };
  }

  /** Rows of one id, and the words of a column by language. */
  #byId(name: string, key: string): Map<string, Row[]> {
    const found = new Map<string, Row[]>();
    for (const one of this.#rows(name)) {
      push(found, one.get(key), one);
    }
    return found;
  }

  #words(rows: readonly Row[], translated: readonly Row[] | undefined, name: string): Words {
    const from = translated ?? rows;
    return Object.fromEntries(from.map((one) => [one.get('language') || this.#main, one.get(name)]));
  }

  #groups(): LimeGroup[] {
    const texts = this.#byId('group_l10ns', 'gid');
    const questions = this.#questions();
    return [...this.#byId('groups', 'gid')]
      .map(([gid, rows]) => ({ gid, rows, first: rows[0], order: rows[0]?.number('group_order') ?? 0 }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ gid, rows, first }) => ({
        name: this.#words(rows, texts.get(gid), 'group_name'),
        description: this.#words(rows, texts.get(gid), 'description'),
        relevance: first?.get('grelevance') ?? '',
        random: first?.get('randomization_group') ?? '',
        questions: questions.get(gid) ?? [],
        source: first?.source ?? '',
      }));
  }

  #questions(): Map<string, LimeQuestion[]> {
    const texts = this.#byId('question_l10ns', 'qid');
    const attributes = this.#byId('question_attributes', 'qid');
    const answers = this.#byId('answers', 'qid');
    const answerTexts = this.#byId('answer_l10ns', 'aid');
    const parts = this.#byId('subquestions', 'parent_qid');
    const defaults = this.#byId('defaultvalues', 'qid');
    const groups = new Map<string, LimeQuestion[]>();
    const ordered = [...this.#byId('questions', 'qid')]
      .filter(([, rows]) => ['', '0'].includes(rows[0]?.get('parent_qid') ?? ''))
      .map(([qid, rows]) => ({ qid, rows, first: rows[0], order: rows[0]?.number('question_order') ?? 0 }))
      .toSorted((a, b) => a.order - b.order);
    for (const { qid, rows, first } of ordered) {
      if (!first) continue;
      const gid = first.get('gid');
      const translated = texts.get(qid);
      const question: LimeQuestion = {
        code: first.get('title'),
        aliases: [`Q${qid}`, `${first.get('sid')}X${gid}X${qid}`],
        type: first.get('type'),
        text: this.#words(rows, translated, 'question'),
        help: this.#words(rows, translated, 'help'),
        relevance: first.get('relevance'),
        mandatory: first.get('mandatory') === 'Y' ? 'yes' : first.get('mandatory') === 'S' ? 'soft' : 'no',
        other: first.get('other') === 'Y',
        pattern: first.get('preg'),
        attributes: attributesOf(attributes.get(qid) ?? []),
        answers: this.#items(answers.get(qid) ?? [], 'code', 'answer', 'sortorder', 'aid', answerTexts),
        parts: this.#items(parts.get(qid) ?? [], 'title', 'question', 'question_order', 'qid', texts),
        defaults: (defaults.get(qid) ?? []).map((one) => one.get('defaultvalue')).filter((value) => value !== ''),
        source: first.source,
      };
      push(groups, gid, question);
    }
    return groups;
  }

  #items(rows: readonly Row[], code: string, text: string, order: string, id: string, texts: ReadonlyMap<string, Row[]>): LimeItem[] {
    const found = new Map<string, Row[]>();
    for (const one of rows) {
      push(found, `${one.get('scale_id') || '0'} ${one.get(code)}`, one);
    }
    return [...found.values()]
      .flatMap((same) => {
        const [first] = same;
        return first ? [{ same, first }] : [];
      })
      .toSorted((a, b) => a.first.number('scale_id') - b.first.number('scale_id') || a.first.number(order) - b.first.number(order))
      .map(({ same, first }) => ({
        code: first.get(code),
        text: this.#words(same, first.get(id) === '' ? undefined : texts.get(first.get(id)), text),
        scale: first.number('scale_id'),
        relevance: first.get('relevance'),
      }));
  }
}

function attributesOf(rows: readonly Row[]): ReadonlyMap<string, Words> {
  const found = new Map<string, Record<string, string>>();
  for (const one of rows) {
    const name = one.get('attribute');
    found.set(name, { ...found.get(name), [one.get('language')]: one.get('value') });
  }
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const found = map.get(key);
  if (found) found.push(entry);
  else map.set(key, [entry]);
}
