import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { trueTypeOf } from './woff.ts';

export interface Typeface {
  readonly regular: Font;
  readonly bold: Font;
}

let loaded: Typeface | undefined;

/**
 * Noto Sans (SIL OFL 1.1, shipped with KERN-UX): the one typeface of the design system that has every letter and sequence of
 * DIN 91379, so that each name in a register can be printed. Read once per process.
 */
export function typeface(): Typeface {
  return (loaded ??= { regular: load('NotoSans-Regular.woff'), bold: load('NotoSans-Bold.woff') });
}

function load(file: string): Font {
  return create(trueTypeOf(readWoff(file)));
}

function readWoff(file: string): Uint8Array {
  return readFileSync(fileURLToPath(import.meta.resolve(`@kern-ux/native/dist/fonts/noto-sans/${file}`)));
}

/** Tables of a TrueType font program that a PDF needs (ISO 32000-1, 9.9). */
const embeddedTables = new Set(['cmap', 'cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep']);

/** The whole regular weight as a font program to embed: every glyph, none of the layout tables. */
export function fontProgram(): Uint8Array {
  return trueTypeOf(readWoff('NotoSans-Regular.woff'), embeddedTables);
}

/** Stands for a sign the typeface lacks (an emoji, say): PDF/UA forbids the nameless box of a font (Matterhorn 31-030). */
const unknownSign = '\u{FFFD}';

/**
 * Text as it can be printed: composed (NFC), without control and direction characters, each sign the typeface lacks as "�".
 * Line breaks stay.
 */
export function printable(text: string): string {
  const { regular, bold } = typeface();
  let out = '';
  for (const sign of text.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\t', ' ')) {
    if (sign !== '\n' && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(sign)) continue;
    const code = sign.codePointAt(0) ?? 0;
    out += sign === '\n' || (regular.hasGlyphForCodePoint(code) && bold.hasGlyphForCodePoint(code)) ? sign : unknownSign;
  }
  return out;
}
