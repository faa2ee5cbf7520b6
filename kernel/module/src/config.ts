import type { Static, TObject } from 'typebox';

/** A module's settings: one schema; every key is an environment variable, `KEY_FILE` reads it from a file (secrets). */
export interface ModuleConfig<Schema extends TObject = TObject> {
  readonly module: string;
  readonly schema: Schema;
}

/** All settings, validated at start; read with {@link configOf}. */
export type Settings = ReadonlyMap<string, unknown>;

/** Give defaults with `Type.String({ default: '…' })`; keys without default and not optional must be set, or the start fails with the full list. */
export function defineConfig<Schema extends TObject>(module: string, schema: Schema): ModuleConfig<Schema> {
  return { module, schema };
}

export function configOf<Schema extends TObject>(from: { readonly settings: Settings }, config: ModuleConfig<Schema>): Static<Schema> {
  const found = from.settings.get(config.module);
  if (found === undefined) throw new Error(`no settings of module ${config.module}: is it in the list of modules?`);
  return found as Static<Schema>;
}
