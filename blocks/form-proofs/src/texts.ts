import type { DefinitionText, FormDefinition } from '@amt/forms';

/** A text of a form with its place. */
export interface PlacedText {
  /** JSON pointer */
  readonly pointer: string;
  readonly text: DefinitionText;
}

/** Every text of a form that people see. */
export function textsOf(definition: FormDefinition): PlacedText[] {
  const { scenarios: _scenarios, reviewed: _reviewed, ...shown } = definition;
  const found: PlacedText[] = [];
  collect(shown, '', found);
  return found;
}

function collect(value: unknown, pointer: string, found: PlacedText[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isText(value)) found.push({ pointer, text: value });
  else
    for (const [key, part] of Object.entries(value)) collect(part, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, found);
}

const isText = (value: object): value is DefinitionText => 'de' in value && typeof value.de === 'string';

/** Id of the page a pointer lies on. */
export function pageAt(definition: FormDefinition, pointer: string): { readonly page?: string } {
  const index = /^\/pages\/(\d+)(?:\/|$)/.exec(pointer)?.[1];
  const page = index === undefined ? undefined : definition.pages[Number(index)]?.id;
  return page === undefined ? {} : { page };
}
