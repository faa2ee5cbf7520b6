/** The wished id, or the next one with a number that is free: `name`, `name2`, `name3`. What objects inherit is never free. */
export function freshId(wished: string, taken: ReadonlySet<string>): string {
  const free = (id: string): boolean => !taken.has(id) && !(id in Object.prototype) && id !== 'choice';
  if (free(wished)) return wished;
  const [, stem = wished] = /^(.*?)\d*$/.exec(wished) ?? [];
  for (let number = 2; ; number++) if (free(`${stem}${number}`)) return `${stem}${number}`;
}
