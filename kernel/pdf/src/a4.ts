/** Measures of a page in points, and the colours of what the authority prints. */

export const millimetre = 72 / 25.4;
export const pageWidth = 210 * millimetre;
export const pageHeight = 297 * millimetre;

/** Each text colour has a contrast of at least 7:1 on white and on the panel. */
export const ink = {
  text: '#1a1c20',
  quiet: '#44494f',
  accent: '#14355e',
  line: '#c3cad3',
  panel: '#eef3f8',
} as const;
