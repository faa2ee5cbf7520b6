import { ImportFault } from './import-fault.ts';

/** A value of a JSON file and where it stands; reads it as what it must be, or says what it is not. */
export class JsonPlace {
  readonly value: unknown;
  /** JSON pointer, after the name of the file inside an archive */
  readonly path: string;

  constructor(value: unknown, path = '') {
    this.value = value;
    this.path = path;
  }

  /** The value of a property; none where it is missing. Names of properties are data: only own ones count. */
  at(key: string): JsonPlace {
    const found = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new JsonPlace(found, `${this.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`);
  }

  /** Names of its properties. @throws ImportFault where it is no object */
  keys(): string[] {
    return Object.keys(this.object());
  }

  get missing(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** Says nothing: missing, empty text, empty list or object, false, or only such values. */
  get empty(): boolean {
    return saysNothing(this.value);
  }

  /** @throws ImportFault where it is no object */
  object(): Readonly<Record<string, unknown>> {
    return isObject(this.value) ? this.value : this.refuse('must be an object');
  }

  /** Its items; of a missing value none. @throws ImportFault where it is no list */
  list(): JsonPlace[] {
    if (this.missing) return [];
    if (!Array.isArray(this.value)) return this.refuse('must be a list');
    return this.value.map((item: unknown, i) => new JsonPlace(item, `${this.path}/${i}`));
  }

  /** @throws ImportFault where it is neither a text nor missing */
  text(): string | undefined {
    if (this.missing) return undefined;
    return typeof this.value === 'string' ? this.value : this.refuse('must be a text');
  }

  /** A text or number as text: identifiers and values that products write either way. @throws ImportFault */
  word(): string | undefined {
    if (typeof this.value === 'number' || typeof this.value === 'boolean') return String(this.value);
    return this.text();
  }

  /** @throws ImportFault where it is neither true, false nor missing */
  flag(): boolean | undefined {
    if (this.missing) return undefined;
    return typeof this.value === 'boolean' ? this.value : this.refuse('must be true or false');
  }

  /** A number, also one written as text; none where it is missing or ''. @throws ImportFault */
  number(): number | undefined {
    if (this.missing || this.value === '') return undefined;
    const found = typeof this.value === 'string' ? Number(this.value) : this.value;
    return typeof found === 'number' && Number.isFinite(found) ? found : this.refuse('must be a number');
  }

  /** As JSON, for remarks. */
  words(): string {
    return typeof this.value === 'string' ? this.value : (JSON.stringify(this.value) ?? '');
  }

  refuse(message: string): never {
    throw new ImportFault({ code: this.missing ? 'missing' : 'value', message, path: this.path || '/' });
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}
