import type { Branch, FormDefinition, FormNode, FormOutput } from './definition.ts';

type Report = (path: string, message: string) => void;

/** Outputs name fields that are there: a mail goes to the answer of one email field, elements of XML are answers or worked-out values. */
export function checkOutputs(definition: FormDefinition, report: Report): void {
  const { outputs = [], pages, computed = [] } = definition;
  if (outputs.length === 0) return;
  // kind of each field; `repeated` within a repeat group, `computed` for worked-out values
  const kinds = new Map<string, string>(computed.map(({ id }) => [id, 'computed']));
  for (const page of pages) collect(page.fields, '', false, kinds);
  outputs.forEach((output, i) => checkOutput(output, `/outputs/${i}`, kinds, report));
}

function collect(nodes: readonly FormNode[], above: string, repeated: boolean, kinds: Map<string, string>): void {
  for (const node of nodes) {
    const path = `${above}${node.id}`;
    kinds.set(path, repeated ? 'repeated' : node.kind);
    if (node.kind === 'choice')
      node.branches.forEach((branch: Branch) => collect(branch.fields ?? [], `${path}.${branch.id}.`, repeated, kinds));
    else if (node.kind === 'group' || node.kind === 'repeat') collect(node.fields, `${path}.`, repeated || node.kind === 'repeat', kinds);
  }
}

function checkOutput(output: FormOutput, path: string, kinds: ReadonlyMap<string, string>, report: Report): void {
  if (output.kind === 'mail' && !output.to.includes('@') && kinds.get(output.to) !== 'email')
    report(`${path}/to`, `"${output.to}" is neither an address nor a single field of kind email`);
  if (output.kind !== 'xml') return;
  output.elements.forEach((element, i) => {
    // parts of composite answers (`address.street`) belong to their field
    const known = element.path.split('.').some((_, n, steps) => kinds.has(steps.slice(0, n + 1).join('.')));
    if (!known) report(`${path}/elements/${i}/path`, `there is no field or value "${element.path}"`);
  });
}
