import type { FastifyInstance } from 'fastify';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** ajv 2020-12 with all errors; only addresses, which are text by nature, are turned into numbers and truth values. */
export function addValidation(app: FastifyInstance): void {
  const strict = { allErrors: true, strict: true, strictTypes: false, removeAdditional: false, useDefaults: true } as const;
  const ofBody = new Ajv2020({ ...strict, coerceTypes: false });
  const ofAddress = new Ajv2020({ ...strict, coerceTypes: 'array' });
  formats.default(ofBody);
  formats.default(ofAddress);
  app.setValidatorCompiler<object>(({ schema, httpPart }) => (httpPart === 'body' ? ofBody : ofAddress).compile(schema));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}
