/**
 * A path of our own site to go back to after signing in, taken from outside (`?return=…`); undefined when it is anything else,
 * so that nobody is sent to a foreign site (open redirect). Check it again wherever it has been kept.
 */
export function safeReturnPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2000 || !value.startsWith('/')) return undefined;
  // browsers read "\" as "/", drop tabs and line breaks, and take "//host" as a foreign address
  if (!/^\/(?![/\\])[!-[\]-~]*$/.test(value)) return undefined;
  const base = 'http://return-path.invalid';
  const url = URL.parse(value, base);
  if (url === null || url.origin !== base || url.username !== '') return undefined;
  // dots are resolved: "/..//host" would become "//host"
  return url.pathname.startsWith('//') ? undefined : `${url.pathname}${url.search}`;
}
