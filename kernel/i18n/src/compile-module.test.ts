import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, describe, it } from 'node:test';
import { compileModule } from './compile-module.ts';
import { generateMessages } from './generate.ts';

const de = {
  title: 'Anträge von {name}',
  plain: "Geht's „gut“ `$x`?",
  work: {
    count: '{count, plural, =0 {Kein Antrag} one {# Antrag} other {# Anträge}}',
    guests: '{n, plural, offset:1 =0 {niemand} =1 {Sie} one {Sie und # Gast} other {Sie und # Gäste}}',
    rank: '{n, selectordinal, other {#.}}',
  },
  kind: '{kind, select, person {Bürgerin} staff {Sachbearbeitung} other {Unbekannt}}',
  done: '{done, select, true {fertig} other {offen}}',
  nested: '{n, plural, one {{kind, select, a {A} other {B}} und #} other {viele {kind}}}',
  due: 'bis {day, date} um {at, time}',
  amount: '{value, number, ::currency/EUR} ({share, number, percent}), {count, number}',
  rich: 'Bitte <b>{name}</b> <link>lesen & weiter</link>',
  'two-words': 'ja',
};
const en = {
  ...de,
  title: 'Applications of {name}',
  work: {
    ...de.work,
    count: '{count, plural, =0 {No application} one {# application} other {# applications}}',
    rank: '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  },
};

// inside the workspace, so that the generated imports are found as in a module
const folder = mkdtempSync(join(import.meta.dirname, '../.test-'));
after(() => rmSync(folder, { recursive: true }));

function write(path: string, value: unknown): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof value === 'string' ? value : JSON.stringify(value));
}

type Message = (values?: Record<string, unknown>) => unknown;
interface Compiled {
  readonly messages: Record<'de' | 'en' | 'de-simple', Record<string, Message> & { work: Record<string, Message> }>;
}

write('blocks/shop/messages/de.json', de);
write('blocks/shop/messages/en.json', en);
write('blocks/shop/messages/de-simple.json', { title: 'Das hat {name} beantragt', work: { rank: 'Platz {n}' } });
const report = generateMessages(folder);
const file = join(folder, 'blocks/shop/src/messages.ts');

describe('compiled messages', () => {
  it('are written without faults and pass the strict type check', () => {
    assert.deepEqual(report, { modules: 1, changed: ['blocks/shop/src/messages.ts'], faults: [] });
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../../tsconfig.json', include: ['blocks'], exclude: [] }));
    writeFileSync(
      join(folder, 'blocks/shop/src/use.ts'),
      `import { messages } from './messages.ts';
export const good: string = messages.de.work.count({ count: 3 }) + messages.en.title({ name: 'x' });
// @ts-expect-error an argument is missing
export const missing = messages.de.title({});
// @ts-expect-error of the wrong kind
export const wrong = messages.de.work.count({ count: '3' });
// @ts-expect-error there is no such message
export const unknown = messages.de.nothing();
`,
    );
    execFileSync(
      process.execPath,
      [join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc'), '-p', join(folder, 'tsconfig.json')],
      { stdio: 'pipe' },
    );
  });

  it('say in each language what the text says', async () => {
    const { messages } = (await import(pathToFileURL(file).href)) as Compiled;
    const say = (message: Message | undefined, values?: Record<string, unknown>): string =>
      String(message?.(values)).replaceAll(/[\u00a0\u202f]/g, ' ');
    const german = messages.de;
    assert.equal(say(german['title'], { name: 'A' }), 'Anträge von A');
    assert.equal(say(german['plain']), "Geht's „gut“ `$x`?");
    assert.deepEqual(
      [0, 1, 2, 1234].map((count) => say(german.work['count'], { count })),
      ['Kein Antrag', '1 Antrag', '2 Anträge', '1.234 Anträge'],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((n) => say(german.work['guests'], { n })),
      ['niemand', 'Sie', 'Sie und 1 Gast', 'Sie und 2 Gäste'],
    );
    assert.deepEqual(
      [1, 2, 3, 4, 11, 21].map((n) => say(messages.en.work['rank'], { n })),
      ['1st', '2nd', '3rd', '4th', '11th', '21st'],
    );
    assert.deepEqual(
      ['person', 'staff', 'x'].map((kind) => say(german['kind'], { kind })),
      ['Bürgerin', 'Sachbearbeitung', 'Unbekannt'],
    );
    assert.deepEqual(
      [true, false].map((done) => say(german['done'], { done })),
      ['fertig', 'offen'],
    );
    assert.equal(say(german['nested'], { n: 1, kind: 'a' }), 'A und 1');
    assert.equal(say(german['nested'], { n: 2, kind: 'a' }), 'viele a');
    const at = Temporal.Instant.from('2026-07-01T22:30:00Z');
    assert.equal(say(german['due'], { day: Temporal.PlainDate.from('2026-11-23'), at }), 'bis 23. November 2026 um 00:30');
    assert.equal(say(german['amount'], { value: 1234.5, share: 0.125, count: 1e6 }), '1.234,50 € (12,5 %), 1.000.000');
    assert.equal(say(messages.en['amount'], { value: 1234.5, share: 0.125, count: 1e6 }), '€1,234.50 (12.5%), 1,000,000');
  });

  it('with tags are markup with escaped values', async () => {
    const { messages } = (await import(pathToFileURL(file).href)) as Compiled;
    const { html } = await import('@amt/html');
    const made = messages.de['rich']?.({ name: '<i>', link: (content: ReturnType<typeof html>) => html`<a href="/x">${content}</a>` });
    assert.equal(String(made), 'Bitte <b>&lt;i&gt;</b> <a href="/x">lesen &amp; weiter</a>');
  });

  it('fall back to German where Leichte Sprache has no text', async () => {
    const { messages } = (await import(pathToFileURL(file).href)) as Compiled;
    assert.equal(messages['de-simple']['title']?.({ name: 'A' }), 'Das hat A beantragt');
    assert.equal(messages['de-simple'].work['count'], messages.de.work['count']);
    assert.equal(messages['de-simple'].work['rank']?.({ n: 2 }), 'Platz 2');
  });

  it('are left alone when nothing changed, and told by --check when something did', () => {
    const before = statSync(file).mtimeMs;
    const text = readFileSync(file, 'utf8');
    assert.deepEqual(generateMessages(folder).changed, []);
    assert.equal(statSync(file).mtimeMs, before);
    write('blocks/shop/messages/en.json', { ...en, 'two-words': 'yes' });
    assert.deepEqual(generateMessages(folder, { checkOnly: true }).changed, ['blocks/shop/src/messages.ts']);
    assert.equal(readFileSync(file, 'utf8'), text);
  });
});

describe('messages that do not fit together', () => {
  const cases: [string, unknown, unknown, unknown, RegExp][] = [
    ['a key is missing in English', { a: { b: 'x' } }, { a: {} }, undefined, /^en\.json: a\.b: is missing$/],
    ['a key is not in German', { a: 'x' }, { a: 'x', b: 'y' }, undefined, /^en\.json: b: there is no such key/],
    ['Leichte Sprache has a key of its own', { a: 'x' }, { a: 'x' }, { c: 'z' }, /^de-simple\.json: c: there is no such key/],
    ['an argument is unknown', { a: '{name}' }, { a: '{name} {nmae}' }, undefined, /^en\.json: a: the argument "nmae" is not known/],
    ['an argument is left out', { a: '{name}' }, { a: 'x' }, undefined, /^en\.json: a: the argument "name" of de\.json is missing/],
    [
      'an argument is of two kinds',
      { a: '{d, date}' },
      { a: '{d, number}' },
      undefined,
      /^en\.json: a: the argument "d" is number here and date/,
    ],
    [
      'two uses in one text exclude each other',
      { a: '{d, date} {d, number}' },
      { a: 'x' },
      undefined,
      /^de\.json: a: argument "d" is used as date and as number/,
    ],
    ['the text cannot be read', { a: '{name' }, { a: '{name}' }, undefined, /^de\.json: a: not a valid ICU message/],
    [
      'a plural has no other',
      { a: '{n, plural, one {x}}' },
      { a: '{n, plural, one {x}}' },
      undefined,
      /^de\.json: a: not a valid ICU message/,
    ],
    ['a value is no text', { a: 1 }, { a: 'x' }, undefined, /^de\.json: a: must be an object of texts/],
    ['only one language has tags', { a: '<b>x</b>' }, { a: 'x' }, undefined, /^en\.json: a: one language has tags/],
    ['a style is unknown', { a: '{n, number, wild}' }, { a: '{n, number}' }, undefined, /^de\.json: a: number style/],
  ];
  for (const [name, german, english, simple, expected] of cases) {
    it(`${name}: told with file and key`, () => {
      const { source, faults } = compileModule({ de: german, en: english, ...(simple === undefined ? {} : { 'de-simple': simple }) });
      assert.equal(source, undefined);
      assert.ok(
        faults.some((fault) => expected.test(fault)),
        faults.join('\n'),
      );
    });
  }
  it('are named with the path when a whole tree is compiled, and broken JSON stops nothing else', () => {
    write('ui/messages/de.json', '{ "a": ');
    write('offerings/x/messages/de.json', { a: 'x' });
    const { faults } = generateMessages(folder);
    assert.equal(faults.length, 2);
    assert.match(faults[0] ?? '', /^offerings\/x\/messages: de\.json and en\.json are both needed/);
    assert.match(faults[1] ?? '', /^ui\/messages\/de\.json: not valid JSON/);
  });
});
