import { locales, type Locale } from '@amt/i18n';
import type { Access, Method, Module, Route } from '@amt/module';

/** A route with all the addresses it answers at; the whole surface of the house is a list of these. */
export interface MountedRoute {
  readonly name: string;
  readonly module: string;
  readonly method: Method;
  readonly access: Access;
  /** one per language; a single one without language for `/api/...` */
  readonly addresses: readonly { readonly locale: Locale | undefined; readonly pattern: string }[];
  readonly route: Route;
}

/** Route names or addresses of the modules do not hold together; the message lists every fault. */
export class RouteProblem extends Error {}

/**
 * Every route of the modules with its addresses, in the order of the modules.
 * @throws RouteProblem on names or addresses given twice, and on an access that no module knows
 */
export function mountedRoutes(modules: readonly Module[]): readonly MountedRoute[] {
  const mounted = modules.flatMap((module) =>
    module.routes.map((route) => ({
      name: route.name,
      module: module.name,
      method: route.method,
      access: route.access,
      addresses: addressesOf(route),
      route,
    })),
  );
  const faults = [...doubles(mounted), ...unknownAccess(modules, mounted)];
  if (faults.length > 0) throw new RouteProblem(`routes do not hold together:\n- ${faults.join('\n- ')}`);
  return mounted;
}

function addressesOf(route: Route): MountedRoute['addresses'] {
  const { path } = route;
  if (typeof path === 'string') return [{ locale: undefined, pattern: path }];
  return locales.map((locale) => {
    const own = locale === 'en' ? path.en : path.de;
    return { locale, pattern: own === '/' ? `/${locale}` : `/${locale}${own}` };
  });
}

function doubles(mounted: readonly MountedRoute[]): string[] {
  const faults: string[] = [];
  const names = new Set<string>();
  const patterns = new Map<string, string>();
  for (const { name, method, addresses } of mounted) {
    if (names.has(name)) faults.push(`two routes are named ${name}`);
    names.add(name);
    for (const { pattern } of addresses) {
      if (!pattern.startsWith('/')) faults.push(`${name}: the path ${pattern} must begin with /`);
      const key = `${method} ${pattern.replaceAll(/:[^/]+/g, ':')}`;
      const other = patterns.get(key);
      if (other !== undefined) faults.push(`${name} and ${other} both answer ${method} ${pattern}`);
      patterns.set(key, name);
    }
  }
  return faults;
}

function unknownAccess(modules: readonly Module[], mounted: readonly MountedRoute[]): string[] {
  const known = new Set(['public', 'person', 'staff', 'account', ...modules.flatMap((module) => module.permissions)]);
  return mounted
    .filter(({ access }) => !known.has(access))
    .map(({ name, access }) => `${name}: no module declares the permission ${access}`);
}

/** Addresses by route name: for pages (through `request.href`), mails and jobs. */
export class AddressBook {
  readonly #patterns = new Map<string, ReadonlyMap<Locale | undefined, readonly string[]>>();

  constructor(mounted: readonly MountedRoute[]) {
    for (const { name, addresses } of mounted) {
      this.#patterns.set(name, new Map(addresses.map(({ locale, pattern }) => [locale, pattern.split('/')])));
    }
  }

  has(name: string): boolean {
    return this.#patterns.has(name);
  }

  /**
   * Path and query of a route.
   * @throws Error when there is no such route or a parameter is missing
   */
  href(
    name: string,
    locale: Locale,
    params: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string | undefined>> = {},
  ): string {
    const patterns = this.#patterns.get(name);
    const segments = patterns?.get(locale) ?? patterns?.get(undefined);
    if (!segments) throw new Error(`there is no route named ${name}`);
    let path = '';
    for (const segment of segments) {
      if (segment === '') continue;
      path += `/${segment.startsWith(':') ? encodeURIComponent(parameter(name, segment.slice(1), params)) : segment}`;
    }
    const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return pairs.length === 0 ? path || '/' : `${path || '/'}?${new URLSearchParams(pairs).toString()}`;
  }
}

function parameter(route: string, name: string, params: Readonly<Record<string, string>>): string {
  const value = params[name];
  if (value === undefined || value === '') throw new Error(`the address of ${route} needs the parameter "${name}"`);
  return value;
}
