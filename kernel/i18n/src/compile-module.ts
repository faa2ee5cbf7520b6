import { compileMessage, mergeKinds, type ArgumentKind, type CompiledMessage } from './compile-message.ts';
import { locales, type Locale } from './locale.ts';

/** The parsed `messages/<locale>.json` of one module. */
export type MessageFiles = { readonly de: unknown } & Partial<Record<Locale, unknown>>;

export interface CompiledModule {
  /** the text of `src/messages.ts`; undefined when there are faults */
  readonly source: string | undefined;
  /** in words, each with file and key */
  readonly faults: readonly string[];
}

type Flat = ReadonlyMap<string, string>;

/**
 * Compiles the messages of one module. German is the measure: every other file may hold no other keys, English must hold all,
 * Leichte Sprache may leave some out (German is shown then).
 */
export function compileModule(files: MessageFiles): CompiledModule {
  const faults: string[] = [];
  const flat = new Map<Locale, Flat>();
  for (const locale of locales) flat.set(locale, files[locale] === undefined ? new Map() : flatten(files[locale], locale, faults));
  const german = flat.get('de') ?? new Map<string, string>();

  const constants = new Map<string, string>();
  const formatters = {
    constant(expression: string): string {
      let name = constants.get(expression);
      if (name === undefined) constants.set(expression, (name = `format${constants.size + 1}`));
      return name;
    },
  };
  const compiled = new Map<Locale, Map<string, CompiledMessage>>();
  for (const locale of locales) {
    const messages = new Map<string, CompiledMessage>();
    compiled.set(locale, messages);
    for (const [key, text] of flat.get(locale) ?? []) {
      try {
        messages.set(key, compileMessage(text, locale, formatters));
      } catch (fault) {
        faults.push(`${locale}.json: ${key}: ${fault instanceof Error ? fault.message : String(fault)}`);
      }
    }
  }
  for (const locale of locales) {
    if (locale === 'de') continue;
    compareKeys(german, flat.get(locale) ?? new Map(), locale, faults);
  }
  const signatures = new Map<string, Signature>();
  for (const key of german.keys()) {
    const signature = signatureOf(key, compiled, faults);
    if (signature) signatures.set(key, signature);
  }
  if (faults.length > 0) return { source: undefined, faults };
  return {
    source: writeSource([...german.keys()], signatures, compiled, constants, german),
    faults,
  };
}

interface Signature {
  readonly arguments: ReadonlyMap<string, ArgumentKind>;
  readonly markup: boolean;
}

/** A text whose languages differ in markup returns `Html` in all. */
function signatureOf(
  key: string,
  compiled: ReadonlyMap<Locale, ReadonlyMap<string, CompiledMessage>>,
  faults: string[],
): Signature | undefined {
  const german = compiled.get('de')?.get(key);
  if (!german) return undefined;
  const kinds = new Map(german.arguments);
  let { markup } = german;
  for (const locale of locales) {
    const message = compiled.get(locale)?.get(key);
    if (!message || locale === 'de') continue;
    if (message.markup !== german.markup) faults.push(`${locale}.json: ${key}: one language has tags (<b>…</b>), the other has none`);
    markup ||= message.markup;
    for (const [name, kind] of message.arguments) {
      const before = kinds.get(name);
      if (before === undefined) {
        faults.push(`${locale}.json: ${key}: the argument "${name}" is not known in de.json`);
        continue;
      }
      const merged = mergeKinds(before, kind);
      if (merged === undefined)
        faults.push(`${locale}.json: ${key}: the argument "${name}" is ${kind} here and ${before} in another language`);
      else kinds.set(name, merged);
    }
    if (locale !== 'en') continue;
    for (const name of german.arguments.keys()) {
      if (!message.arguments.has(name)) faults.push(`en.json: ${key}: the argument "${name}" of de.json is missing`);
    }
  }
  return { arguments: kinds, markup };
}

function compareKeys(german: Flat, other: Flat, locale: Locale, faults: string[]): void {
  for (const key of other.keys()) if (!german.has(key)) faults.push(`${locale}.json: ${key}: there is no such key in de.json`);
  if (locale !== 'en') return;
  for (const key of german.keys()) if (!other.has(key)) faults.push(`en.json: ${key}: is missing`);
}

/** Nested objects to `path.to.key`; only texts and objects are allowed. */
function flatten(value: unknown, locale: Locale, faults: string[], prefix = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.push(`${locale}.json: ${prefix || 'the file'}: must be an object of texts`);
    return into;
  }
  for (const [name, inner] of Object.entries(value)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (name === '' || name.includes('.') || name === '__proto__') faults.push(`${locale}.json: ${key}: is not a valid key`);
    else if (typeof inner === 'string') into.set(key, inner);
    else flatten(inner, locale, faults, key, into);
  }
  return into;
}

const argumentTypes: Record<ArgumentKind, string> = {
  text: 'string | number',
  number: 'number',
  choice: 'string',
  flag: 'boolean',
  date: 'Temporal.Instant | Temporal.PlainDate',
  time: 'Temporal.Instant',
  tag: '(content: Html) => Html',
};

function writeSource(
  keys: readonly string[],
  signatures: ReadonlyMap<string, Signature>,
  compiled: ReadonlyMap<Locale, ReadonlyMap<string, CompiledMessage>>,
  constants: ReadonlyMap<string, string>,
  german: Flat,
): string {
  const tree = treeOf(keys);
  const types = writeTree(
    tree,
    (key) => {
      const signature = signatures.get(key);
      const fields = [...(signature?.arguments ?? [])].map(([name, kind]) => `readonly ${property(name)}: ${argumentTypes[kind]}`);
      return `(${fields.length > 0 ? `v: { ${fields.join('; ')} }` : ''}) => ${signature?.markup ? 'Html' : 'string'}`;
    },
    { property: 'readonly ', end: ';', comment: (key) => german.get(key) ?? '' },
  );
  const objects = locales.map((locale) => {
    const body = writeTree(
      tree,
      (key) => {
        const message = compiled.get(locale)?.get(key);
        if (!message) return `de${accessor(key)}`;
        return `(${message.arguments.size > 0 ? 'v' : ''}) => ${message.expression}`;
      },
      { property: '', end: ',' },
    );
    return `const ${variable(locale)}: Messages = ${body};\n`;
  });
  const body = [...constants].map(([expression, name]) => `const ${name} = ${expression};\n`).join('') + '\n' + objects.join('\n');
  const runtime = ['cardinal', 'dateFormatter', 'formatNumber', 'numberFormatter', 'ordinal'].filter((name) => body.includes(`${name}(`));
  const markup = ['render', 'trusted'].filter((name) => body.includes(`${name}(`));
  return [
    '// Compiled from messages/*.json by `npm run texts`; changes here are lost.',
    `import { ${[...runtime, 'type Locale'].join(', ')} } from '@amt/i18n';`,
    ...(markup.length > 0 ? [`import { ${[...markup, 'type Html'].join(', ')} } from '@amt/html';`] : []),
    '',
    `export interface Messages ${types}`,
    '',
    body,
    `export const messages: Record<Locale, Messages> = { ${locales.map((locale) => `${property(locale)}: ${variable(locale)}`).join(', ')} };`,
    '',
  ].join('\n');
}

type Tree = Map<string, Tree | string>;

function treeOf(keys: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const key of keys) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    let node = root;
    for (const name of path) {
      let inner = node.get(name);
      if (!(inner instanceof Map)) node.set(name, (inner = new Map()));
      node = inner;
    }
    node.set(last, key);
  }
  return root;
}

function writeTree(
  tree: Tree,
  leaf: (key: string) => string,
  style: { property: string; end: string; comment?: (key: string) => string },
  depth = 1,
): string {
  const indent = '  '.repeat(depth);
  let out = '{\n';
  for (const [name, inner] of tree) {
    if (typeof inner === 'string' && style.comment)
      out += `${indent}/** ${style.comment(inner).replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`;
    out += `${indent}${style.property}${property(name)}: ${typeof inner === 'string' ? leaf(inner) : writeTree(inner, leaf, style, depth + 1)}${style.end}\n`;
  }
  return `${out}${'  '.repeat(depth - 1)}}`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function accessor(key: string): string {
  return key
    .split('.')
    .map((name) => `[${JSON.stringify(name)}]`)
    .join('');
}

function variable(locale: Locale): string {
  return locale.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
