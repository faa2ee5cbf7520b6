import { type CompiledForm, checkDefinition } from '@amt/forms';
import { readFile } from 'node:fs/promises';

/** A file that cannot be read as what it should be: one line per fault. */
export class FileFault extends Error {}

/** Reads a file. @throws FileFault */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem) throw new FileFault(`${file} cannot be read: ${String(problem.code)}`);
    throw problem;
  }
}

/** Reads JSON. @throws FileFault */
export function jsonIn(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (problem) {
    throw new FileFault(`${file}: ${problem instanceof Error ? problem.message : 'is no JSON'}`);
  }
}

/** Checks a form definition. @throws FileFault with every fault and its place */
export function formIn(file: string, json: unknown): CompiledForm {
  const checked = checkDefinition(json);
  if (checked.ok) return checked.form;
  throw new FileFault(checked.faults.map((fault) => `${file} ${fault.path || '/'}: ${fault.message}`).join('\n'));
}
