/** Which of these cookies came is found by the beginning of their names. */
function prefixOf(secure: boolean): string {
  // `__Host-` binds the cookie to this host and to https
  return secure ? '__Host-amt-secret-' : 'amt-secret-';
}

export function secretCookieName(secure: boolean, name: string): string {
  return `${prefixOf(secure)}${name}`;
}

const namePattern = /^[A-Za-z0-9-]{1,64}$/;
const valuePattern = /^[A-Za-z0-9-]{1,200}$/;

/** Secrets among the cookies of a request; what no server of ours has written is passed over. */
export function secretsAmong(cookies: Readonly<Record<string, string | undefined>>, secure: boolean): Record<string, string> {
  const prefix = prefixOf(secure);
  const secrets: Record<string, string> = {};
  for (const [cookie, value] of Object.entries(cookies)) {
    const name = cookie.slice(prefix.length);
    if (cookie.startsWith(prefix) && namePattern.test(name) && value !== undefined && valuePattern.test(value)) secrets[name] = value;
  }
  return secrets;
}

/** What the browser keeps for the session and the server does not: each secret in its own cookie, so that two tabs do not undo each other's. */
export class SecretCookies {
  readonly #known: Map<string, string>;
  readonly #changes = new Map<string, string | undefined>();

  constructor(came: Readonly<Record<string, string>>) {
    this.#known = new Map(Object.entries(came));
  }

  get(name: string): string | undefined {
    return this.#known.get(name);
  }

  set(name: string, value: string | undefined): void {
    if (!namePattern.test(name) || (value !== undefined && !valuePattern.test(value)))
      throw new RangeError('no cookie can hold this secret');
    if (this.#known.get(name) === value) return;
    if (value === undefined) this.#known.delete(name);
    else this.#known.set(name, value);
    this.#changes.set(name, value);
  }

  forgetAll(): void {
    for (const name of this.#known.keys()) this.set(name, undefined);
  }

  get changes(): ReadonlyMap<string, string | undefined> {
    return this.#changes;
  }
}
