import { deflateSync } from 'node:zlib';
import type { Font } from 'fontkit';
import { fontProgram, typeface } from './typeface.ts';

type Reference = PDFKit.PDFKitReference;

/** Packed once per process; every form carries the same bytes. */
interface PackedFont {
  readonly program: Uint8Array;
  readonly programLength: number;
  readonly unicodeMap: Uint8Array;
  /** advance width of each glyph in thousandths of the font size */
  readonly widths: readonly number[];
}

let packed: PackedFont | undefined;

/**
 * The typeface as a composite font (ISO 32000-1, 9.7) with every glyph it has, for what people type into fields: a font cut down to the letters of the
 * printed text would show a name with other letters as boxes. Code = glyph number; the map to Unicode tells a reader which glyph a typed letter is.
 */
export function embedFieldFont(doc: PDFKit.PDFDocument): Reference {
  const { regular } = typeface();
  packed ??= pack(regular);
  const name = `${regular.postscriptName}-Full`;
  const scale = 1000 / regular.unitsPerEm;
  const { bbox } = regular;
  const descriptor = ended(doc, {
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((value) => value * scale),
    ItalicAngle: regular.italicAngle,
    Ascent: regular.ascent * scale,
    Descent: regular.descent * scale,
    CapHeight: regular.capHeight * scale,
    XHeight: regular.xHeight * scale,
    StemV: 80,
    FontFile2: ended(doc, { Filter: 'FlateDecode', Length1: packed.programLength }, packed.program),
  });
  const descendant = ended(doc, {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
    FontDescriptor: descriptor,
    DW: 600,
    W: [0, packed.widths],
    CIDToGIDMap: 'Identity',
  });
  return ended(doc, {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [descendant],
    ToUnicode: ended(doc, { Filter: 'FlateDecode' }, packed.unicodeMap),
  });
}

function ended(doc: PDFKit.PDFDocument, data: object, content?: Uint8Array): Reference {
  const reference = doc.ref(data);
  reference.end(content);
  return reference;
}

function pack(font: Font): PackedFont {
  const program = fontProgram();
  const scale = 1000 / font.unitsPerEm;
  const codes = new Map<number, number>();
  for (const code of font.characterSet.toSorted((a, b) => a - b)) {
    const { id } = font.glyphForCodePoint(code);
    if (id !== 0 && !codes.has(id)) codes.set(id, code);
  }
  return {
    program: deflateSync(program, { level: 9 }),
    programLength: program.length,
    unicodeMap: deflateSync(Buffer.from(unicodeMap(codes), 'latin1')),
    widths: Array.from({ length: font.numGlyphs }, (_, id) => Math.round(font.getGlyph(id).advanceWidth * scale)),
  };
}

/** CMap from glyph numbers to UTF-16 (ISO 32000-1, 9.10.3). */
function unicodeMap(codes: ReadonlyMap<number, number>): string {
  const lines = [...codes]
    .toSorted(([a], [b]) => a - b)
    .map(([glyph, code]) => `<${hex(glyph)}> <${[...String.fromCodePoint(code)].map((sign) => utf16(sign)).join('')}>`);
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');

function utf16(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => hex(sign.charCodeAt(at))).join('');
}
