import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { listPage, mailPage } from './mail-pages.ts';

export interface MailCatcherOptions {
  /** of the web page; 0 = any free port */
  readonly port: number;
  /** of SMTP; 0 = any free port */
  readonly smtpPort: number;
  readonly host?: string;
  /** oldest mails go when there are more; default 500 */
  readonly keep?: number;
}

export interface CaughtMail {
  readonly number: number;
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** `content` in base64 */
  readonly attachments: readonly { readonly fileName: string; readonly mediaType: string; readonly content: string }[];
  readonly caughtAt: Date;
}

/** How the SMTP side behaves; for tests. */
export interface MailBehaviour {
  /** `reject`: 550 for every recipient; `busy`: 451; `break-off`: takes the mail, then breaks the connection off before saying so */
  readonly fault: 'none' | 'reject' | 'busy' | 'break-off';
  /** runs after a mail was taken and before the answer goes out */
  readonly taken: ((mail: CaughtMail) => Promise<void> | void) | undefined;
}

export interface MailCatcher {
  /** web page; `/mails.json` lists the mails */
  readonly url: string;
  /** SMTP_URL */
  readonly smtpUrl: string;
  mails(): readonly CaughtMail[];
  clear(): void;
  behave(change: Partial<MailBehaviour>): void;
  close(): Promise<void>;
}

/** An SMTP server that keeps what it gets and sends nothing on, with a page to read it. For offline use and tests, never in production. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const host = options.host ?? '127.0.0.1';
  const keep = options.keep ?? 500;
  const caught: CaughtMail[] = [];
  const behaviour: { -readonly [Key in keyof MailBehaviour]: MailBehaviour[Key] } = { fault: 'none', taken: undefined };
  let number = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    onRcptTo: (_address, _session, answer) => {
      if (behaviour.fault === 'reject') return answer(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      if (behaviour.fault === 'busy') return answer(Object.assign(new Error('try again later'), { responseCode: 451 }));
      return answer();
    },
    onData: (stream, session, answer) => {
      simpleParser(stream)
        .then(async (parsed) => {
          const mail: CaughtMail = {
            number: ++number,
            messageId: parsed.messageId ?? '',
            from: parsed.from?.text ?? '',
            to: addresses(parsed.to),
            subject: parsed.subject ?? '',
            text: parsed.text,
            html: parsed.html === false ? undefined : parsed.html,
            headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
            attachments: parsed.attachments.map(({ filename = '', contentType, content }) => ({
              fileName: filename,
              mediaType: contentType,
              content: content.toString('base64'),
            })),
            caughtAt: new Date(),
          };
          caught.push(mail);
          if (caught.length > keep) caught.shift();
          await behaviour.taken?.(mail);
          if (behaviour.fault === 'break-off') for (const connection of smtp.connections) connection.close();
          else answer(null);
        })
        .catch((fault: unknown) => answer(fault instanceof Error ? fault : new Error(`session ${session.id} failed`)));
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(options.smtpPort, host, () => resolve());
  });

  const app = Fastify({ forceCloseConnections: true });
  const find = (request: FastifyRequest<{ Params: { number: string } }>) =>
    caught.find((mail) => String(mail.number) === request.params.number);
  app.get('/', async (_request, reply) => show(reply, listPage(caught)));
  app.get('/mails.json', async () => caught);
  app.get('/mails/:number', async (request: FastifyRequest<{ Params: { number: string } }>, reply) => {
    const mail = find(request);
    return mail ? show(reply, mailPage(mail)) : reply.code(404).send('no such mail');
  });
  app.get('/mails/:number/html', async (request: FastifyRequest<{ Params: { number: string } }>, reply) => {
    const mail = find(request);
    return mail?.html === undefined ? reply.code(404).send('no such mail') : show(reply, mail.html);
  });
  const url = (await app.listen({ port: options.port, host })).replace('127.0.0.1', 'localhost');
  const bound = smtp.server.address();
  const smtpPort = typeof bound === 'object' && bound !== null ? bound.port : options.smtpPort;

  return {
    url,
    smtpUrl: `smtp://${host}:${smtpPort}`,
    mails: () => caught,
    clear: () => void caught.splice(0),
    behave: (change) => void Object.assign(behaviour, change),
    close: async () => {
      await app.close();
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}

function addresses(to: AddressObject | AddressObject[] | undefined): string[] {
  const groups = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return groups.flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));
}

/** Mails come from anywhere: nothing in them may run or load. */
function show(reply: FastifyReply, markup: string) {
  return reply
    .headers({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(markup);
}
