import type { CompiledForm } from '@amt/forms';

interface Fault {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/**
 * What only the whole city knows of the outputs of its forms: mail goes to a unit's own address, answers leave the office encrypted, and FIT-Connect is told the
 * key of a service that the form serves.
 *
 * @param addresses mail addresses of the units in small letters; undefined: they are not known
 */
export function cityOutputFaults(forms: readonly CompiledForm[], addresses: ReadonlySet<string> | undefined): Fault[] {
  return forms.flatMap(({ definition: { id, outputs = [], serviceKeys } }) => {
    const keys = new Set(serviceKeys.flatMap(({ scheme, key }) => (scheme === 'leika' ? [key] : [])));
    return outputs.flatMap((output, i): Fault[] => {
      const fault = (name: string, message: string): Fault[] => [{ file: `forms/${id}.json`, path: `/outputs/${i}/${name}`, message }];
      const url =
        output.kind === 'webhook' ? output.url : output.kind === 'xml' && output.to.kind === 'webhook' ? output.to.url : undefined;
      if (url?.startsWith('http://')) return fault(output.kind === 'webhook' ? 'url' : 'to/url', 'answers leave the office by https only');
      if (output.kind === 'mail' && output.to.includes('@') && addresses?.has(output.to.toLowerCase()) === false)
        return fault('to', `no unit of the city has the address ${output.to}`);
      if (output.kind === 'fit-connect' && !keys.has(output.leikaKey))
        return fault('leikaKey', `the form does not serve the service ${output.leikaKey}`);
      return [];
    });
  });
}
