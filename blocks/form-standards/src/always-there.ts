import type { TreeNode } from './condition-formula.ts';

/** Whether a node is required wherever what is around it is there: no condition of its own, and needed itself or for what is in it. */
export function alwaysThere(node: TreeNode): boolean {
  const { def } = node;
  if ('when' in def && def.when !== undefined) return false;
  if (node.parent === undefined && node.page.def.when !== undefined) return false;
  if ('requiredWhen' in def && def.requiredWhen !== undefined) return false;
  switch (node.kind) {
    case 'label':
    case 'locked':
    case 'hidden':
    case 'branch':
      return false;
    case 'group':
      return node.children.some(alwaysThere);
    case 'repeat':
      return 'min' in def && typeof def.min === 'number' && def.min > 0;
    default:
      return node.kind === 'declaration' || !('required' in def) || def.required !== false;
  }
}
