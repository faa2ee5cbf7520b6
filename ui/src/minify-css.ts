/** Takes comments and needless blanks out of a style sheet; strings and the blanks within values stay. */
export function minifyCss(css: string): string {
  const strings: string[] = [];
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/"[^"\n]*"/g, (text) => `\u0001${strings.push(text) - 1}\u0001`)
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/\u0001(\d+)\u0001/g, (_, index: string) => strings[Number(index)] ?? '')
    .trim();
}
