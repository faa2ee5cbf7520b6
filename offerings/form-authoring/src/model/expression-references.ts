/** What an expression refers to: answers and repeat groups by path, computed values by id. */
export interface Mentioned {
  readonly paths: ReadonlySet<string>;
  readonly computed: ReadonlySet<string>;
}

type Parts = Readonly<Record<string, unknown>>;

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function mentionedIn(expression: unknown): Mentioned {
  const paths = new Set<string>();
  const computed = new Set<string>();
  const look = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(look);
    if (!isParts(part)) return;
    const { answer, over, computed: id } = part;
    if (typeof answer === 'string') paths.add(answer);
    if (typeof over === 'string') paths.add(over);
    if (typeof id === 'string') computed.add(id);
    Object.values(part).forEach(look);
  };
  look(expression);
  return { paths, computed };
}

export interface Renaming {
  /** new path of a node, or the same */
  readonly path?: (path: string) => string;
  readonly computed?: (id: string) => string;
  /** new value of a choice that is compared with the answer at a path (before the renaming) */
  readonly value?: (path: string, value: string) => string;
}

/** The expression with its references renamed; the same object where nothing changes. */
export function renamedIn(expression: unknown, renaming: Renaming): unknown {
  if (Array.isArray(expression)) {
    const mapped = expression.map((part) => renamedIn(part, renaming));
    return mapped.some((part, i) => part !== expression[i]) ? mapped : expression;
  }
  if (!isParts(expression)) return expression;
  const compared = renaming.value ? renamedValues(expression, renaming.value) : expression;
  let touched = compared !== expression;
  const entries = Object.entries(compared).map(([key, part]): [string, unknown] => {
    const next = renamedPart(key, part, renaming);
    if (next !== part) touched = true;
    return [key, next];
  });
  return touched ? Object.fromEntries(entries) : expression;
}

function renamedPart(key: string, part: unknown, renaming: Renaming): unknown {
  if (typeof part === 'string') {
    if (key === 'answer' || key === 'over') return renaming.path?.(part) ?? part;
    return key === 'computed' ? (renaming.computed?.(part) ?? part) : part;
  }
  return renamedIn(part, renaming);
}

/** `equal(answer, "x")`, `in(answer, ["x"])` and `in("x", answer)`: the literals beside an answer are values of its choices. */
function renamedValues(operation: Parts, value: (path: string, value: string) => string): Parts {
  const { op, args, values } = operation;
  if (typeof op !== 'string' || !Array.isArray(args) || !['equal', 'not_equal', 'in'].includes(op)) return operation;
  const path = args.flatMap((arg: unknown) => (isParts(arg) && typeof arg['answer'] === 'string' ? [arg['answer']] : []))[0];
  if (path === undefined) return operation;
  const next = (part: unknown): unknown => (typeof part === 'string' ? value(path, part) : part);
  const nextArgs: unknown[] = args.map(next);
  const nextValues = Array.isArray(values) ? values.map(next) : undefined;
  const same = nextArgs.every((arg, i) => arg === args[i]) && (nextValues ?? []).every((one, i) => one === (values as unknown[])[i]);
  return same ? operation : { ...operation, args: nextArgs, ...(nextValues ? { values: nextValues } : {}) };
}
