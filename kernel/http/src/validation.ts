import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** ajv 2020-12 with all errors; only addresses, which are text by nature, are turned into numbers and truth values. */
export function addValidation(app: FastifyInstance): void {
  const strict = { allErrors: true, strict: true, strictTypes: false, removeAdditional: false, useDefaults: true } as const;
  const ofBody = new Ajv2020({ ...strict, coerceTypes: false });
  const ofAddress = new Ajv2020({ ...strict, coerceTypes: 'array' });
  formats.default(ofBody);
  formats.default(ofAddress);
  app.setValidatorCompiler<object>(({ schema, httpPart }) => {
    if (httpPart === 'body') return ofBody.compile(schema);
    const validate = ofAddress.compile(schema);
    return (data: unknown) => {
      if (!validate(data)) return { error: validate.errors ?? [] };
      return isFinite(data) ? { value: data } : { error: [notFinite] };
    };
  });
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}

const notFinite: FastifySchemaValidationError = {
  keyword: 'type',
  instancePath: '',
  schemaPath: '',
  params: {},
  message: 'must be a finite number',
};

/** ajv turns "1e400" into Infinity and then skips every rule for numbers. */
function isFinite(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return true;
  return Object.values(data).every((value) => typeof value !== 'number' || Number.isFinite(value));
}
