import type { FormNode } from '@amt/forms';
import { mustHold, takeValue } from '../change.ts';
import { bounds } from '../limits.ts';
import { typeOf } from '../operand.ts';
import { translateCondition } from '../translate-expression.ts';
import { translateNumber } from '../translate-number.ts';
import { readExpressionScript } from './expression-script.ts';
import { severalOf, singleOf, tableOf } from './lime-choice.ts';
import { type LimePlace, type Question, remember, showIfRelevant } from './lime-place.ts';
import { type LimeItem, type LimeQuestion, attribute } from './survey-tables.ts';

/** Attributes that change what is asked and are not taken over. */
const lost =
  'array_filter array_filter_exclude exclude_all_others exclude_all_others_auto random_order random_group parent_order min_num_value max_num_value equals_num_value sum_value commented_checkbox time_limit other_comment_mandatory other_numbers_only assessment_value em_validation_sq suffix prefix date_min date_max default_to_today location_mapservice show_totals answer_order alphasort'.split(
    ' ',
  );

/** A question with what belongs to it, as nodes of the page. */
export function nodesOf(question: LimeQuestion, place: LimePlace): FormNode[] {
  const { draft, names } = place;
  const id = names.take(question.code, Object.values(question.text)[0] ?? question.code);
  const asked: Question = {
    id,
    label: draft.label(question.text, question.code, id),
    ...draft.optional('hint', question.help, id),
    ...(question.mandatory !== 'yes' && { required: false }),
  };
  if (question.mandatory === 'soft')
    draft.note('In der Vorlage wurde einmal nachgefragt, wenn die Antwort fehlt; hier ist sie freiwillig.', id);
  const nodes = kindOf(question, asked, place);
  noteAttributes(question, id, place);
  for (const given of question.defaults) draft.note(`Vorgabe der Vorlage: ${given}`, id, question.source);
  validated(question, nodes[0], place);
  showIfRelevant(
    question.relevance,
    nodes.filter((node) => node.when === undefined).map((node) => node.id),
    question.source,
    place,
  );
  return nodes;
}

function kindOf(question: LimeQuestion, asked: Question, place: LimePlace): FormNode[] {
  const { draft } = place;
  const { id } = asked;
  const plain = (node: FormNode): FormNode[] => {
    remember(question, { is: 'answer', path: id, type: typeOf(node) }, place);
    return [node];
  };
  switch (question.type) {
    case 'S':
      return plain(
        attribute(question, 'numbers_only') === '1'
          ? { kind: 'number', ...asked, places: 6 }
          : { kind: 'text', ...asked, ...length(question), ...patternOf(question, id, place) },
      );
    case 'T':
    case 'U':
      return plain({ kind: 'textarea', ...asked, ...length(question) });
    case 'N':
      return plain(numberOf(question, asked, place));
    case 'Q':
      return [partsOf(question, asked, (part) => ({ kind: 'text', ...part, ...length(question) }), place)];
    case 'K':
      return [partsOf(question, asked, (part) => numberOf(question, part, place), place)];
    case 'Y':
      remember(
        question,
        {
          is: 'answer',
          path: id,
          type: 'bool',
          values: new Map([
            ['Y', true],
            ['N', false],
          ]),
        },
        place,
      );
      return [{ kind: 'bool', ...asked }];
    case 'D':
      return plain(dateOf(question, asked));
    case 'L':
    case '!':
    case 'O':
    case 'G':
    case '5':
      return singleOf(question, asked, id, place);
    case 'M':
    case 'P':
      return severalOf(question, asked, id, place);
    case 'F':
    case 'H':
    case 'A':
    case 'B':
    case 'C':
    case 'E':
    case '1':
      if (question.type === 'H') draft.note('Eine Tabelle nach Spalten: Zeilen und Spalten stehen hier vertauscht.', id);
      return tableOf(question, asked, id, place);
    case ';':
    case ':':
      return [gridOf(question, asked, place)];
    case '|':
      draft.note(
        `Dateiarten und Größe bitte prüfen. Vorlage: ${attribute(question, 'allowed_filetypes')}, ${attribute(question, 'max_filesize')} KB`,
        id,
      );
      return plain({
        kind: 'file',
        ...asked,
        mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
        maxFiles: Math.max(1, Math.min(Number(attribute(question, 'max_num_of_files')) || 1, 20)),
      });
    case 'X':
      return [{ kind: 'label', id, text: asked.label }];
    case '*':
      return [equation(question, asked, place)];
    default:
      draft.note(
        `Die Art „${question.type}“ (${kinds[question.type] ?? 'unbekannt'}) gibt es hier nicht. Bis zur Klärung ist es ein Textfeld.`,
        id,
        question.source,
      );
      return [{ kind: 'text', ...asked }];
  }
}

const kinds: Readonly<Record<string, string>> = { R: 'Rangfolge', I: 'Wahl der Sprache' };

function length(question: LimeQuestion): { maxLength?: number } {
  const words = attribute(question, 'maximum_chars');
  return /^\d{1,5}$/.test(words) && Number(words) >= 1 ? { maxLength: Math.min(Number(words), 20_000) } : {};
}

/** A pattern of PHP, in slashes. */
function patternOf(question: LimeQuestion, path: string, { draft }: LimePlace): Pick<Extract<FormNode, { pattern?: unknown }>, 'pattern'> {
  if (question.pattern === '') return {};
  const [, regex, flags] = /^\/\^(.+)\$\/([a-z]*)$/s.exec(question.pattern) ?? [];
  if (regex === undefined || flags !== '' || regex.length > 200) {
    draft.note(`Muster, das nicht übernommen werden konnte: ${question.pattern}`.slice(0, 4000), path, question.source);
    return {};
  }
  draft.note(`Für das Muster ${question.pattern} bitte in Worten sagen, was erwartet wird.`, path, question.source);
  const message = draft.texts.of({ de: 'Bitte prüfen Sie die Schreibweise dieser Angabe.' }, path);
  return message ? { pattern: { regex, message } } : {};
}

function numberOf(question: LimeQuestion, asked: Question, place: LimePlace): FormNode {
  const limit = (name: string): number | undefined => {
    const words = attribute(question, name);
    if (/^-?\d+(\.\d+)?$/.test(words)) return Number(words);
    if (words !== '') place.draft.note(`Grenze, die nicht übernommen wurde: ${name} = ${words}`, asked.id, question.source);
    return undefined;
  };
  const limits = bounds(limit('min_num_value_n'), limit('max_num_value_n'), asked.id, place.draft);
  const whole = attribute(question, 'num_value_int_only') === '1' && Object.values(limits).every(Number.isSafeInteger);
  return whole ? { kind: 'int', ...asked, ...limits } : { kind: 'number', ...asked, ...limits, places: 6 };
}

/** With a time where the format has one. */
function dateOf(question: LimeQuestion, asked: Question): FormNode {
  const format = attribute(question, 'date_format');
  return { kind: /[HhMi]{1,2}:/.test(format) ? 'datetime' : 'date', ...asked };
}

/** Several inputs under one title. */
function partsOf(question: LimeQuestion, asked: Question, input: (part: Question) => FormNode, place: LimePlace): FormNode {
  const { draft } = place;
  const names = place.names.fresh();
  const { id, label, hint, required } = asked;
  if (question.parts.length === 0) {
    draft.note('Eine Frage ohne Teile.', id, question.source);
    return { kind: 'label', id, text: label };
  }
  const fields = question.parts.map((part): FormNode => {
    const partId = names.take(part.code, part.code);
    const path = `${id}.${partId}`;
    const node = input({ id: partId, label: draft.label(part.text, part.code, path), ...(required === false && { required }) });
    remember(question, { is: 'answer', path, type: typeOf(node) }, place, part.code);
    if (!['', '1'].includes(part.relevance)) draft.note(`Ein Teil, der nicht immer gezeigt wird: ${part.relevance}`, path, question.source);
    return node;
  });
  return { kind: 'group', id, label, ...(hint && { hint }), fields };
}

/** A table of inputs: a group for each row with a question for each column. */
function gridOf(question: LimeQuestion, asked: Question, place: LimePlace): FormNode {
  const { draft } = place;
  const rows = question.parts.filter(({ scale }) => scale === 0);
  const columns = question.parts.filter(({ scale }) => scale === 1);
  const { id, label, hint, required } = asked;
  if (rows.length === 0 || columns.length === 0) {
    draft.note('Eine Tabelle ohne Zeilen oder Spalten.', id, question.source);
    return { kind: 'label', id, text: label };
  }
  const numeric = question.type === ':' || attribute(question, 'numbers_only') === '1';
  if (question.type === ':') draft.note('Eine Tabelle mit Zahlen oder Kästchen: Grenzen und Kästchen bitte prüfen.', id, question.source);
  const names = place.names.fresh();
  const fields = rows.map((row): FormNode => {
    const rowId = names.take(row.code, row.code);
    const inner = names.fresh();
    const cell = (column: LimeItem): FormNode => {
      const cellId = inner.take(column.code, column.code);
      const path = `${id}.${rowId}.${cellId}`;
      remember(question, { is: 'answer', path, type: numeric ? 'number' : 'text' }, place, `${row.code}_${column.code}`);
      const shared = { id: cellId, label: draft.label(column.text, column.code, path), ...(required === false && { required }) };
      return numeric ? { kind: 'number', ...shared, places: 6 } : { kind: 'text', ...shared };
    };
    return { kind: 'group', id: rowId, label: draft.label(row.text, row.code, `${id}.${rowId}`), fields: columns.map(cell) };
  });
  return { kind: 'group', id, label, ...(hint && { hint }), fields };
}

/** Worked out and kept; its text is the calculation in braces. */
function equation(question: LimeQuestion, asked: Question, place: LimePlace): FormNode {
  const { draft, relevance } = place;
  const { id, label } = asked;
  const written = attribute(question, 'equation') || (Object.values(question.text)[0] ?? '');
  const words = /^\s*\{(.+)\}\s*$/s.exec(written)?.[1] ?? written;
  const kept = { at: id, original: `Gleichung: ${written}`, source: question.source };
  remember(question, { is: 'answer', path: id, type: 'number' }, place);
  draft.translate(kept, (with_) =>
    takeValue(id, translateNumber(readExpressionScript(words, relevance), with_, translateCondition).expression, kept),
  );
  return { kind: 'locked', id, label, value: 0 };
}

/** A check of the whole question, with its words. */
function validated(question: LimeQuestion, node: FormNode | undefined, place: LimePlace): void {
  const words = attribute(question, 'em_validation_q');
  if (words === '' || !node) return;
  const { draft, relevance } = place;
  const said = draft.texts.of(question.attributes.get('em_validation_q_tip') ?? {}, node.id);
  if (!said) draft.note('Bitte die Meldung zu dieser Prüfung schreiben.', node.id, question.source);
  const message = said ?? draft.texts.of({ de: 'Bitte prüfen Sie diese Angabe.' }, node.id) ?? { de: '–' };
  const kept = { at: node.id, original: `em_validation_q: ${words}`, source: question.source };
  const id = `regel${++place.rules}`;
  draft.translate(kept, (with_) =>
    mustHold(
      { id, valid: translateCondition(readExpressionScript(words, { ...relevance, self: question.code }), with_), message, at: node.id },
      kept,
    ),
  );
}

function noteAttributes(question: LimeQuestion, id: string, { draft }: LimePlace): void {
  const open = lost.filter((name) => !['', '0', 'N', 'normal'].includes(attribute(question, name)));
  if (open.length > 0)
    draft.note(
      `Eigenschaften der Vorlage, die nicht übernommen wurden: ${open.map((name) => `${name} = ${attribute(question, name)}`).join('; ')}`.slice(
        0,
        4000,
      ),
      id,
      question.source,
    );
  if (attribute(question, 'hidden') === '1')
    draft.note('In der Vorlage immer verborgen. Bitte entscheiden, ob die Frage gebraucht wird.', id, question.source);
}
