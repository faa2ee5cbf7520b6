import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessOf, signInKind } from './access.ts';
import type { AddressBook, MountedRoute } from './address-book.ts';
import type { AnswerSender } from './answer-sender.ts';
import { comesFromOurPages, dropCsrfField } from './csrf.ts';
import { keptFormRoute } from './http-module.ts';
import { fieldsOf, keepForm } from './kept-forms.ts';
import type { ServerOptions } from './options.ts';
import type { Problem } from './problems.ts';
import { safeReturnPath } from './return-path.ts';
import { receiveFieldsOnly, receiveForm, uploadLimit } from './uploads.ts';
import type { Visit } from './visit.ts';

/** Stands before every handler: where does the request come from, may this person do that, is the body one the route takes. */
export class Admission {
  readonly #options: ServerOptions;
  readonly #addresses: AddressBook;
  readonly #sender: AnswerSender;

  constructor(options: ServerOptions, addresses: AddressBook, sender: AnswerSender) {
    this.#options = options;
    this.#addresses = addresses;
    this.#sender = sender;
  }

  /** Sends the answer itself when the request goes no further. */
  async admit(request: FastifyRequest, reply: FastifyReply, visit: Visit): Promise<FastifyReply | undefined> {
    const mounted = visit.mounted;
    if (!mounted) return undefined;
    const { route } = mounted;
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    const verdict = accessOf(route.access, visit.actor);
    let hadFiles = false;
    if (request.isMultipart()) {
      const fault = multipartFault(request, mounted);
      if (fault) return this.#sender.problem(request, reply, visit, fault);
      if (route.uploads && verdict === 'granted') {
        request.received = await receiveForm(request, this.#options.files, route.uploads);
        request.body = request.received.body;
      } else if (route.uploads) {
        const received = await receiveFieldsOnly(request, route.uploads);
        request.body = received.body;
        ({ hadFiles } = received);
      }
    }
    if (writes && !route.crossSite && !comesFromOurPages(request, this.#options.origin, visit.session, visit.hasCookie)) {
      return this.#sender.problem(request, reply, visit, { status: 403, code: 'csrf' });
    }
    dropCsrfField(request.body);
    if (verdict === 'granted') return undefined;
    if (verdict === 'forbidden') return this.#sender.problem(request, reply, visit, { status: 403, code: 'forbidden' });
    if (request.url.startsWith('/api/')) return this.#sender.problem(request, reply, visit, { status: 401, code: 'sign-in' });
    return this.#toSignIn(request, reply, visit, mounted, hadFiles);
  }

  /** Signing in comes back to the page asked for, or to what was sent and would else be lost. */
  async #toSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    mounted: MountedRoute,
    hadFiles: boolean,
  ): Promise<FastifyReply> {
    const { db, signIn } = this.#options;
    let comeBack = safeReturnPath(request.url);
    if (request.method === 'POST') {
      const form = { path: request.url, fields: fieldsOf(request.body), hadFiles };
      const token = comeBack === undefined ? undefined : await keepForm(db, form, visit.session.endedHolder, visit.ctx.now);
      comeBack = token === undefined ? undefined : this.#addresses.href(keptFormRoute, visit.locale, { token });
    }
    const to = this.#addresses.href(signIn[signInKind(mounted.access)], visit.locale, {}, { return: comeBack });
    return this.#sender.send(request, reply, visit, { kind: 'redirect', to, status: request.method === 'POST' ? 303 : 302 });
  }
}

function multipartFault(request: FastifyRequest, mounted: MountedRoute): Problem | undefined {
  const limits = mounted.route.uploads;
  if (!limits) return { status: 415, code: 'unsupported-media-type' };
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length)) return { status: 411, code: 'bad-request' };
  return length > uploadLimit(limits) ? { status: 413, code: 'too-large' } : undefined;
}
