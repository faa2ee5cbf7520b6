import type { CompiledNode, DefinitionText } from '@amt/forms';
import type { Finding } from './finding.ts';

/** What people call a node: its label, the beginning of its text, or its path. */
export function labelOf(node: CompiledNode, language: string): string {
  const { def } = node;
  const text: DefinitionText | undefined = 'label' in def && def.label ? def.label : 'text' in def ? def.text : undefined;
  const found = text?.[language] ?? text?.de ?? node.path;
  return found.length > 80 ? `${found.slice(0, 79)}…` : found;
}

/** Where a finding about a node stands. */
export function placeOf(node: CompiledNode, below = ''): Pick<Finding, 'pointer' | 'path' | 'page'> {
  return { pointer: node.pointer + below, path: node.path, page: node.page.def.id };
}
