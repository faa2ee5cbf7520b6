/** Takes comments and needless blanks out of a style sheet; strings and the blanks within values stay. */
export function minifyCss(css: string): string {
  const strings: string[] = [];
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/"[^"\n]*"|'[^'\n]*'/g, (text) => `\uE000${strings.push(text) - 1}\uE000`)
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/\uE000(\d+)\uE000/g, (_, index: string) => strings[Number(index)] ?? '')
    .trim();
}
