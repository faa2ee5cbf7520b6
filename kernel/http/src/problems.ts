import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { Forbidden } from '@amt/module';
import { messages, type Messages } from './messages.ts';

/** An expected end that is no success, as page or as RFC 9457 problem. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  /** faults of single fields: JSON pointer and text */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

type KnownCode = keyof Messages['problems'];

const codeOfStatus: Readonly<Record<number, KnownCode>> = {
  400: 'bad-request',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'invalid',
  429: 'too-many-requests',
  500: 'internal',
  503: 'unavailable',
};

/** Title and text in the person's language, by code, else by status. */
export function problemTexts(problem: Problem, locale: Locale): { title: string; text: string } {
  const known = messages[locale].problems;
  const code = problem.code in known ? (problem.code as KnownCode) : (codeOfStatus[problem.status] ?? 'other');
  return { title: known[code].title(), text: problem.detail ?? known[code].text() };
}

/** The content of the house's error page; the shell around it is the same as always. */
export function problemBody(problem: Problem, locale: Locale, homeHref: string, requestId: string): Html {
  const { title, text } = problemTexts(problem, locale);
  const m = messages[locale].problemPage;
  return html`
    <h1 class="kern-heading-large">${title}</h1>
    <p class="kern-text">${text}</p>
    ${problem.status >= 500 && html`<p class="kern-text">${m.requestId({ requestId, number: (number) => html`<code>${number}</code>` })}</p>`}
    <p><a class="kern-link" href="${homeHref}">${m.home()}</a></p>
  `;
}

/** RFC 9457. */
export function problemJson(problem: Problem, locale: Locale, requestId: string): Record<string, unknown> {
  const { title, text } = problemTexts(problem, locale);
  return {
    type: `urn:amt:problem:${problem.code}`,
    title,
    status: problem.status,
    detail: text,
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}

/** SQLSTATEs that mean "this text cannot be such a value": an id that is none, NUL, a number out of range. */
const unusableInput = new Set(['22P02', '22021', '22003', '22P05']);

/** What a thrown fault is to the person; undefined when it is our own fault (500). */
export function problemOfFault(fault: unknown): Problem | undefined {
  if (fault instanceof Forbidden) return { status: 403, code: 'forbidden' };
  if (typeof fault !== 'object' || fault === null) return undefined;
  if ('validation' in fault && Array.isArray(fault.validation))
    return validationProblem(fault.validation, Reflect.get(fault, 'validationContext'));
  const code: unknown = Reflect.get(fault, 'code');
  if ('severity' in fault && typeof code === 'string' && unusableInput.has(code)) return { status: 404, code: 'not-found' };
  const status: unknown = Reflect.get(fault, 'statusCode');
  if (typeof status !== 'number' || status < 400 || status >= 500) {
    return status === 503 ? { status, code: 'unavailable' } : undefined;
  }
  return { status, code: codeOfStatus[status] ?? 'other' };
}

function validationProblem(faults: readonly unknown[], context: unknown): Problem {
  // an address with an impossible part leads nowhere
  if (context === 'params') return { status: 404, code: 'not-found' };
  const errors = faults.slice(0, 50).map((fault) => {
    const {
      instancePath = '',
      message = '',
      params = {},
    } = fault as { instancePath?: string; message?: string; params?: { missingProperty?: string } };
    const missing = params.missingProperty === undefined ? '' : `/${params.missingProperty}`;
    return { pointer: `${instancePath}${missing}`, detail: message };
  });
  return { status: 400, code: 'bad-request', errors };
}
