import { type Answers, type FormDefinition, compileForm, evaluate } from '@amt/forms';
import assert from 'node:assert/strict';
import { type FormImport, type ImportOptions, importForeignForm } from './import-form.ts';

type Imported = Extract<FormImport, { ok: true }>;

/** Imports what must be importable. */
export async function imported(bytes: Uint8Array, options: ImportOptions = {}): Promise<Imported> {
  const result = await importForeignForm(bytes, options);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.faults));
  return result;
}

/** Pages and questions that show for these answers. */
export function shown(definition: FormDefinition, answers: Answers, today = '2026-11-25'): { pages: string[]; nodes: string[] } {
  const evaluation = evaluate(compileForm(definition), answers, { today, signedIn: false, trustLevel: 'none' });
  return { pages: evaluation.pages.map(({ page }) => page.id), nodes: [...evaluation.nodes.keys()] };
}

/** Codes of faults by path. */
export function faults(definition: FormDefinition, answers: Answers): Record<string, string> {
  const evaluation = evaluate(compileForm(definition), answers, { today: '2026-11-25', signedIn: false, trustLevel: 'none' });
  return Object.fromEntries(evaluation.errors.map(({ path, code }) => [path, code]));
}

export const bytesOf = (content: unknown): Uint8Array =>
  new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
