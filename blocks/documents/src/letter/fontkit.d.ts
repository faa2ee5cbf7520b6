/** The part of fontkit 2 that is used here; the package brings no types. */
declare module 'fontkit' {
  interface Font {
    readonly postscriptName: string;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export function create(file: Uint8Array): Font;
}
