import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { childrenOf } from '../model/author-tree.ts';

type Answers = Readonly<Record<string, unknown>>;

/**
 * The answers of a scenario after nodes got other paths: each answer goes where its node went. An answer of an item of a repeat group stays with its
 * item; one that left its repeat group, or came into one, belongs to nobody any more and is left out.
 *
 * @param form the form before the change
 */
export function moveScenarioAnswers(
  form: AuthorForm,
  answers: Answers,
  path: (path: string) => string,
  value: ((path: string, value: string) => string) | undefined,
): Answers {
  const moved: Record<string, unknown> = {};
  for (const [steps, answer] of leavesOf(form, answers)) {
    const from = steps.filter(isText);
    // what objects inherit is no id: such a key comes from a hostile file
    if (from.some((step) => step in Object.prototype)) continue;
    const to = path(from.join('.')).split('.');
    const items = steps.flatMap((step, at) => (typeof step === 'number' ? [{ item: step, owner: steps.slice(0, at).filter(isText) }] : []));
    const target = placed(to, items, path);
    const renamed = value ? renamedAnswer(answer, from.join('.'), value) : answer;
    if (target) put(moved, target, renamed);
  }
  return moved;
}

type Steps = readonly (string | number)[];

const isText = (step: string | number): step is string => typeof step === 'string';

/** Answers of fields with their way: ids and item numbers. What no field of the form answers for is kept as it is. */
function leavesOf(form: AuthorForm, answers: Answers): [Steps, unknown][] {
  const nodes = form.pages.flatMap((page) => page.fields);
  return leavesIn(nodes, answers, []);
}

function leavesIn(nodes: readonly AuthorNode[], answers: Answers, way: Steps): [Steps, unknown][] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  return Object.entries(answers).flatMap(([id, answer]): [Steps, unknown][] => {
    const node = known.get(id);
    const here = [...way, id];
    if (!node) return [[here, answer]];
    if (node.kind === 'repeat' && Array.isArray(answer))
      return answer.length === 0
        ? [[here, answer]]
        : answer.flatMap((item: unknown, i): [Steps, unknown][] => {
            const leaves = leavesIn(childrenOf(node), isAnswers(item) ? item : {}, [...here, i]);
            return leaves.length > 0 ? leaves : [[[...here, i], {}]];
          });
    const inner = childrenOf(node);
    return inner.length > 0 && isAnswers(answer) ? leavesIn(inner, answer, here) : [[here, answer]];
  });
}

function isAnswers(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The new way: each item number after the new path of its repeat group, if that is still around it. */
function placed(
  to: readonly string[],
  items: readonly { readonly item: number; readonly owner: readonly string[] }[],
  path: (path: string) => string,
): Steps | undefined {
  const way: (string | number)[] = [...to];
  for (const { item, owner } of items.toReversed()) {
    const around = path(owner.join('.')).split('.');
    if (around.length > to.length || around.some((step, i) => to[i] !== step)) return undefined;
    way.splice(around.length, 0, item);
  }
  return way;
}

function renamedAnswer(answer: unknown, path: string, value: (path: string, value: string) => string): unknown {
  if (typeof answer === 'string') return value(path.endsWith('.choice') ? path.slice(0, -'.choice'.length) : path, answer);
  return Array.isArray(answer) ? answer.map((one: unknown) => (typeof one === 'string' ? value(path, one) : one)) : answer;
}

function put(answers: Record<string, unknown>, [step, ...rest]: Steps, value: unknown): void {
  let here: Record<string | number, unknown> | unknown[] = answers;
  let at = step ?? '';
  for (const next of rest) {
    const holder = here;
    holder[at] ??= typeof next === 'number' ? [] : {};
    here = holder[at] as Record<string | number, unknown>;
    at = next;
  }
  here[at] = value;
}
