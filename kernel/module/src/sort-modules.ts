import type { Module } from './define-module.ts';

/** The list of modules does not hold together; the message lists every fault. */
export class ModuleProblem extends Error {}

/**
 * Modules in an order in which each comes after all it depends on; otherwise in the order given.
 *
 * @throws ModuleProblem when one depends on a module that is not in the list, on itself by a round trip, or when two share a name.
 */
export function sortModules(modules: readonly Module[]): readonly Module[] {
  const given = new Set(modules);
  const names = new Set<string>();
  for (const module of modules) {
    if (names.has(module.name)) throw new ModuleProblem(`two modules are named ${module.name}`);
    names.add(module.name);
    for (const needed of Object.values(module.dependsOn)) {
      if (!given.has(needed)) throw new ModuleProblem(`${module.name} depends on ${needed.name}, which is not in the list of modules`);
    }
  }
  return withDependencies(modules);
}

/** The modules given and all they depend on, dependencies first. */
export function withDependencies(modules: readonly Module[]): readonly Module[] {
  const sorted = new Set<Module>();
  const visit = (module: Module, path: readonly Module[]): void => {
    if (sorted.has(module)) return;
    if (path.includes(module))
      throw new ModuleProblem(`modules depend on each other in a circle: ${[...path, module].map(({ name }) => name).join(' > ')}`);
    for (const needed of Object.values(module.dependsOn)) visit(needed, [...path, module]);
    sorted.add(module);
  };
  for (const module of modules) visit(module, []);
  return [...sorted];
}

const openAccess = new Set(['public', 'person', 'staff', 'account']);

/**
 * Start-up checks: names carry their module's name and are unique, routes and navigation name what exists, and an event that is handled is
 * emitted by the module itself or one it depends on.
 *
 * @throws ModuleProblem with all faults.
 */
export function checkModules(modules: readonly Module[]): void {
  const faults = [
    ...modules.flatMap(faultsOf),
    ...repeated(
      'route',
      modules.flatMap(({ routes }) => routes.map(({ name }) => name)),
    ),
    ...repeated(
      'navigation item',
      modules.flatMap(({ navigation }) => navigation.map(({ id }) => id)),
    ),
    ...unknownNavigation(modules),
  ];
  if (faults.length > 0) throw new ModuleProblem(`the modules do not fit together:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
}

function faultsOf(module: Module): string[] {
  const reach = withDependencies([module]);
  const permissions = new Set(reach.flatMap((one) => one.permissions));
  const emitted = new Set(reach.flatMap((one) => one.events.emits.map(({ name }) => name)));
  const prefix = `${module.name}.`;
  const named = [
    ...module.permissions.map((name) => ({ kind: 'permission', name })),
    ...module.routes.map(({ name }) => ({ kind: 'route', name })),
    ...module.jobs.map(({ name }) => ({ kind: 'job', name })),
    ...module.events.emits.map(({ name }) => ({ kind: 'event', name })),
  ];
  return [
    ...named
      .filter(({ name }) => !name.startsWith(prefix))
      .map(({ kind, name }) => `${kind} ${name} of ${module.name} must begin with "${prefix}"`),
    ...repeated('permission', module.permissions),
    ...repeated(
      'job',
      module.jobs.map(({ name }) => name),
    ),
    ...repeated(
      'event',
      module.events.emits.map(({ name }) => name),
    ),
    ...repeated(
      `event handler of ${module.name}`,
      module.events.handles.map(({ name }) => name),
    ),
    ...module.routes
      .filter(({ access }) => !openAccess.has(access) && !permissions.has(access))
      .map(
        ({ name, access }) =>
          `route ${name} asks for the permission ${access}, which neither ${module.name} nor a module it depends on declares`,
      ),
    ...module.events.handles
      .filter(({ event }) => !emitted.has(event.name))
      .map(({ event }) => `${module.name} handles ${event.name}, which neither it nor a module it depends on emits`),
  ];
}

function unknownNavigation(modules: readonly Module[]): string[] {
  const routes = new Set(modules.flatMap((module) => module.routes.map(({ name }) => name)));
  return modules
    .flatMap((module) => module.navigation)
    .filter(({ route }) => !routes.has(route))
    .map(({ id, route }) => `navigation item ${id} leads to the route ${route}, which does not exist`);
}

function repeated(kind: string, names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `${kind} ${name} is declared twice`);
}
