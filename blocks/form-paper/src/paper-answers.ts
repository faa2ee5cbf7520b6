import {
  type Answers,
  type CompiledForm,
  type Facts,
  type FieldError,
  type FormFields,
  type RawInput,
  answerAt,
  evaluate,
  inputFaults,
  takeInput,
  withAnswer,
} from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { instancesOf } from './instances.ts';
import { enclosedSuffix, fieldsOf } from './paper-fields.ts';

/** What a paper form says, in the shape of a draft. */
export interface PaperAnswers {
  readonly answers: Answers;
  /** what could not be taken, as typed, by path */
  readonly raw: Readonly<Record<string, RawInput>>;
  /** in order of the form; what could not be taken tells why */
  readonly errors: readonly FieldError[];
  /** paths of file questions whose enclosure is ticked: the paper itself must hold it */
  readonly enclosed: readonly string[];
}

/**
 * Takes the values of a returned form as the web form takes its inputs, by the same rules, and checks them by the same evaluation. Blocks of repeated
 * groups in which nothing stands are no items; those that follow move up, so paths are those of the answers, not of the printed blocks.
 */
export function paperAnswers(form: CompiledForm, values: FormFields, locale: Locale, facts: Facts): PaperAnswers {
  const body = movedUp(form, values);
  const screen = instancesOf(form).filter(({ node, path }) => isFilled(form, node, path, body));
  const before = { answers: emptyItems(screen), provenance: {}, raw: {}, locale, channel: 'paper' as const };
  const { answers, raw } = takeInput(form, before, { facts }, screen, body, Temporal.Instant.fromEpochMilliseconds(0));
  const errors = inputFaults({ raw, locale }, evaluate(form, answers, facts)).errors;
  const enclosed = instancesOf(form).flatMap(({ node, path }) =>
    node.kind === 'file' && body[path + enclosedSuffix] !== undefined ? [path] : [],
  );
  return { answers, raw, errors, enclosed };
}

/** Every item in which something stands, so that what cannot be taken has an item to belong to. */
function emptyItems(screen: readonly { readonly path: string }[]): Answers {
  const items = new Set(
    screen.flatMap(({ path }) => [...path.matchAll(/\.\d+(?=\.)/g)].map((found) => path.slice(0, found.index + found[0].length))),
  );
  return [...items].reduce<Answers>(
    (answers, path) => (answerAt(answers, path) === undefined ? withAnswer(answers, path, {}) : answers),
    {},
  );
}

type Node = Parameters<typeof fieldsOf>[1];

function isFilled(form: CompiledForm, node: Node, path: string, body: FormFields): boolean {
  return fieldsOf(form, node, path).some((field) => body[field.type === 'box' ? field.input : field.name] !== undefined);
}

/** Renumbers the blocks of repeated groups without the empty ones, outermost first. */
function movedUp(form: CompiledForm, values: FormFields): FormFields {
  const repeats = form.tree.nodes.filter((node) => node.kind === 'repeat');
  return repeats.reduce<FormFields>((body, repeat) => {
    const block = new RegExp(`^(${pathPattern(repeat)})\\.(\\d+)(?=[.-])`);
    const taken = new Map<string, Set<number>>();
    for (const name of Object.keys(body)) {
      const [, list, item] = block.exec(name) ?? [];
      if (list === undefined || item === undefined) continue;
      const items = taken.get(list) ?? new Set<number>();
      taken.set(list, items.add(Number(item)));
    }
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name.replace(block, (_, list: string, item: string) => {
          const items = [...(taken.get(list) ?? [])].toSorted((a, b) => a - b);
          return `${list}.${items.indexOf(Number(item))}`;
        }),
        value,
      ]),
    );
  }, values);
}

/** Instance paths of a repeated group; ids are letters and digits, so nothing needs quoting. */
function pathPattern(node: Node): string {
  const above = node.parent ? `${pathPattern(node.parent)}\\.` : '';
  return `${above}${node.parent?.kind === 'repeat' ? '\\d+\\.' : ''}${node.id}`;
}
