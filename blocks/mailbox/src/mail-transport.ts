import { configOf, type Context } from '@amt/module';
import { mailboxConfig } from './settings.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  readonly attachments?: readonly { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array }[];
}

/**
 * - `sent`: the mail server took it
 * - `rejected`: it never will (unknown address)
 * - `later`: it certainly did not take it, but may next time
 * - `unknown`: the connection ended before its word came
 */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'rejected' | 'later' | 'unknown'; readonly reason: string };

/** Hands one mail to the mail server. `id` is the left part of the Message-ID, the same for every try. */
export async function sendMail(ctx: Context, to: string, mail: Mail, id: string): Promise<MailOutcome> {
  const { SMTP_URL, MAIL_FROM } = configOf(ctx, mailboxConfig);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ url: SMTP_URL, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  try {
    await transport.sendMail({
      from: MAIL_FROM,
      to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachments: (mail.attachments ?? []).map(({ fileName, mediaType, content }) => ({
        filename: fileName,
        contentType: mediaType,
        content: Buffer.from(content),
      })),
      messageId: `<${id}@${domainOf(MAIL_FROM)}>`,
      // RFC 3834: no out-of-office answers to this
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
    });
    return { kind: 'sent' };
  } catch (fault) {
    return outcomeOf(fault);
  } finally {
    transport.close();
  }
}

function domainOf(sender: string): string {
  return /@([\w.-]+)/.exec(sender)?.[1] ?? 'amt.invalid';
}

/** The mail server's answers carry addresses, so only codes are kept. */
function outcomeOf(fault: unknown): MailOutcome {
  const { code, responseCode, syscall } = (typeof fault === 'object' && fault !== null ? fault : {}) as {
    code?: unknown;
    responseCode?: unknown;
    syscall?: unknown;
  };
  if (typeof responseCode === 'number')
    return { kind: responseCode >= 500 && code !== 'EAUTH' ? 'rejected' : 'later', reason: `SMTP ${responseCode}` };
  const reason = typeof code === 'string' ? code : 'fault';
  const neverConnected = syscall === 'connect' || reason === 'EDNS' || reason === 'EAUTH' || reason === 'ETLS';
  return { kind: neverConnected ? 'later' : 'unknown', reason };
}
