/** `household.income` of `household.0.income`. */
export function definitionPath(instancePath: string): string {
  return instancePath
    .split('.')
    .filter((step) => !/^\d+$/.test(step))
    .join('.');
}

/** A renaming of paths of equal depth, carried over to a path with item numbers. */
export function renamedInstance(instancePath: string, rename: (path: string) => string): string {
  const steps = instancePath.split('.');
  const renamed = rename(definitionPath(instancePath)).split('.');
  let at = 0;
  return steps.map((step) => (/^\d+$/.test(step) ? step : (renamed[at++] ?? step))).join('.');
}
