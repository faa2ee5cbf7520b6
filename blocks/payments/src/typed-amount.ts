/** Cents of an amount as people type it: `12`, `12,5`, `12.50`, with or without the euro sign; `undefined` when it is none. */
export function typedCents(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s€]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}
