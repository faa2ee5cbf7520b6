/** Shapes of texts that conditions and fields ask for by name, each a pattern of the form language (`pattern.ts` of `@amt/forms`). */
export const textShapes = {
  fiveDigits: '[0-9]{5}',
  digits: '[0-9]+',
  letters: "[\\p{L} .'-]+",
  iban: '[A-Z]{2}[0-9]{2}( ?[A-Z0-9]){11,30}',
  licencePlate: '[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2} ?[1-9][0-9]{0,3}[EH]?',
  year: '(19|20)[0-9]{2}',
} as const;
export type TextShape = keyof typeof textShapes;

/** The name of a pattern that has one. */
export function shapeOf(pattern: string): TextShape | undefined {
  return (Object.keys(textShapes) as TextShape[]).find((name) => textShapes[name] === pattern);
}
