import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  isLiteralElement,
  isPluralElement,
  isSelectElement,
  isTagElement,
  parse,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { compileMessage } from './compile-message.ts';

/**
 * What a resident reads from the search to the decision, by module: top-level keys of its messages, and below them what only
 * the staff see. A text that falls back to German breaks the journey of people who depend on Leichte Sprache.
 */
const journey: Readonly<Record<string, { readonly keys: readonly string[]; readonly staff?: readonly string[] }>> = {
  'kernel/http': { keys: ['problems', 'problemPage', 'keptForm', 'sessions'] },
  ui: {
    keys: [
      'errorSummary',
      'field',
      'combobox',
      'addressLookup',
      'rating',
      'dateField',
      'fileField',
      'summaryList',
      'timeline',
      'breadcrumb',
      'pagination',
      'search',
      'progress',
      'stepper',
      'shell',
      'theme',
      'session',
      'problem',
    ],
    staff: ['shell.staffBrand', 'shell.staffNavigation', 'shell.staffSignIn', 'shell.workspace'],
  },
  'blocks/identity': {
    keys: ['level', 'means', 'signIn', 'handOver', 'problem', 'signOut'],
    staff: ['problem.staff-unknown', 'problem.staff-failed', 'problem.passkey-failed'],
  },
  'blocks/forms': {
    keys: [
      'yesNo',
      'errors',
      'address',
      'datetime',
      'place',
      'signature',
      'origin',
      'question',
      'conflict',
      'overview',
      'check',
      'leave',
      'resume',
      'discard',
      'submitted',
      'removed',
      'language',
      'migration',
      'file',
    ],
  },
  'blocks/mailbox': { keys: ['navigation', 'mail', 'kind', 'inbox', 'message'] },
  'blocks/documents': { keys: ['letter', 'receipt', 'decision', 'paymentReceipt'] },
  'blocks/payments': { keys: ['state', 'pay', 'return'] },
  'blocks/cases': {
    keys: [
      'questionSubject',
      'answerButton',
      'decisionSubject',
      'decisionBody',
      'messageSubject',
      'paymentReceived',
      'decisionFileName',
      'retentionKept',
    ],
  },
  'blocks/applications': { keys: ['retentionKept', 'receipt', 'cosign', 'resumeCode', 'draftReminder'] },
  'blocks/signatures': { keys: ['answer', 'sentence', 'finding', 'page', 'navigation'] },
  'offerings/portal': {
    keys: ['nav', 'home', 'search', 'service', 'list', 'account', 'cases', 'documents', 'payments', 'myData', 'information'],
  },
  'offerings/online-services': {
    keys: ['start', 'confirmation', 'rating', 'cosign', 'answer'],
    staff: ['cosign.staffTitle', 'cosign.staffOpen', 'cosign.staffAsked', 'cosign.staffAgreed', 'cosign.staffDeclined'],
  },
};

/** DIN SPEC 33429 asks for short sentences; the texts aim at twelve words, and this is where none goes. */
const mostWords = 15;

const root = join(import.meta.dirname, '../../..');

/** Nested texts to `path.to.key`. */
function flat(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value as object).flatMap(([name, inner]) => flat(inner, prefix === '' ? name : `${prefix}.${name}`));
}

const messagesOf = (folder: string, locale: string): Map<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(root, folder, 'messages', `${locale}.json`), 'utf8'))));

/** What a text may become: one for each way through its plurals and choices, an argument is one word. */
function variants(elements: readonly MessageFormatElement[]): string[] {
  return elements.reduce<string[]>(
    (begun, element) => {
      const ends = isLiteralElement(element)
        ? [element.value]
        : isPluralElement(element) || isSelectElement(element)
          ? Object.values(element.options).flatMap((option) => variants(option.value))
          : isTagElement(element)
            ? variants(element.children)
            : ['Wert'];
      return begun.flatMap((before) => ends.map((end) => before + end));
    },
    [''],
  );
}

const sentences = (text: string): string[] => text.replaceAll('**', '').split(/\n+|(?<=[.!?:])[”“"]?\s+(?=[„“"(]?[\p{Lu}\d])/u);
const countWords = (sentence: string): number => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}·.@’'-]*/gu)?.length ?? 0;
const argumentsOf = (text: string): string[] => [...compileMessage(text, 'de', { constant: () => 'format' }).arguments.keys()].toSorted();

describe('Leichte Sprache for the journey of a resident', () => {
  for (const [folder, { keys, staff = [] }] of Object.entries(journey)) {
    const german = messagesOf(folder, 'de');
    const simple = messagesOf(folder, 'de-simple');

    it(`${folder}: no text falls back to German`, () => {
      for (const key of [...keys, ...staff])
        assert.ok(
          [...german.keys()].some((name) => name === key || name.startsWith(`${key}.`)),
          `there is nothing under ${key}`,
        );
      const missing = [...german.keys()].filter(
        (key) => keys.includes(key.split('.')[0] ?? '') && !staff.includes(key) && !simple.has(key),
      );
      assert.deepEqual(missing, []);
    });

    it(`${folder}: the same arguments as in German`, () => {
      for (const [key, text] of simple) assert.deepEqual(argumentsOf(text), argumentsOf(german.get(key) ?? ''), key);
    });

    it(`${folder}: no sentence of more than ${mostWords} words`, () => {
      const long = [...simple].flatMap(([key, text]) =>
        variants(parse(text))
          .flatMap(sentences)
          .filter((sentence) => countWords(sentence) > mostWords)
          .map((sentence) => `${key}: ${sentence}`),
      );
      assert.deepEqual(long, []);
    });
  }
});
