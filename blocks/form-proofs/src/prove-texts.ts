import type { FormDefinition } from '@amt/forms';
import { type Finding, type Places, everywhere, inBoth } from './finding.ts';
import { measureText, passiveOf, sentencesOf, wordsOf } from './readability.ts';
import { type PlacedText, pageAt, textsOf } from './texts.ts';

/** Words of a sentence that most people follow without reading twice (GOV.UK style: 25). */
const longestSentence = 25;
/** The formulas say nothing of short texts. */
const fewWords = 25;
const highestLix = 60;
const highestWiener = 13;
const lowestFlesch = 30;
/** Leichte Sprache (Netzwerk Leichte Sprache, DIN SPEC 33429): short sentences, no passive, long words divided. */
const longestSimpleSentence = 12;
const longestSimpleWord = 13;

/** Texts that are hard to read: long sentences, long words; and what Leichte Sprache does without. */
export function proveTexts(definition: FormDefinition, at: Places = everywhere): Finding[] {
  return textsOf(definition).flatMap((placed) =>
    !at(placed.pointer)
      ? []
      : [...inLanguage(placed, 'de'), ...inLanguage(placed, 'en'), ...inSimple(placed)].map(({ language, message }): Finding => ({
          kind: 'hard-to-read',
          severity: 'warning',
          pointer: `${placed.pointer}/${language}`,
          ...pageAt(definition, placed.pointer),
          message,
        })),
  );
}

interface Told {
  readonly language: string;
  readonly message: Finding['message'];
}

function inLanguage({ text }: PlacedText, language: 'de' | 'en'): Told[] {
  const words = text[language];
  if (words === undefined) return [];
  const measure = measureText(words, language);
  const told: Told[] = [];
  if (measure.longestSentence > longestSentence)
    told.push({ language, message: inBoth((m) => m.longSentence({ words: measure.longestSentence, language, most: longestSentence })) });
  if (measure.words < fewWords) return told;
  const hard = (formula: string, value: number, goal: string): void =>
    void told.push({ language, message: inBoth((m) => m.hardToRead({ formula, score: String(Math.round(value)), goal })) });
  if (language === 'en' && measure.flesch < lowestFlesch) hard('Flesch', measure.flesch, `≥ ${lowestFlesch}`);
  else if (language === 'de' && measure.lix > highestLix) hard('LIX', measure.lix, `≤ ${highestLix}`);
  else if (language === 'de' && measure.wiener > highestWiener) hard('Wiener Sachtextformel', measure.wiener, `≤ ${highestWiener}`);
  return told;
}

function inSimple({ text }: PlacedText): Told[] {
  const language = 'de-simple';
  const words = text[language];
  if (words === undefined) return [];
  return sentencesOf(words).flatMap((sentence) => {
    const told: Told[] = [];
    const count = wordsOf(sentence).length;
    const passive = passiveOf(sentence);
    const compound = wordsOf(sentence).find((word) => word.split(/[·-]/).some((part) => part.length > longestSimpleWord));
    if (count > longestSimpleSentence) told.push({ language, message: inBoth((m) => m.simpleSentence({ words: count })) });
    if (passive !== undefined) told.push({ language, message: inBoth((m) => m.simplePassive({ words: passive })) });
    // names of places stand as they are
    if (compound !== undefined && words !== text.de) told.push({ language, message: inBoth((m) => m.simpleCompound({ word: compound })) });
    return told;
  });
}
