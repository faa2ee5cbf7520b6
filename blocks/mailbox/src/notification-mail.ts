import { html } from '@amt/html';
import { languageTag, type Locale } from '@amt/i18n';
import { configOf, type Context } from '@amt/module';
import type { Mail } from './mail-transport.ts';
import { messages } from './messages.ts';
import { mailboxConfig } from './settings.ts';
import { inboxPath } from './inbox-path.ts';

/** The notification in the person's language: no name, no matter, no sender's unit; only that there is something, and where. */
export function notificationMail(ctx: Context, locale: Locale): Mail {
  const m = messages[locale].mail;
  const link = new URL(`/${locale}${locale === 'en' ? inboxPath.en : inboxPath.de}`, configOf(ctx, mailboxConfig).ORIGIN).href;
  const lines = [m.salutation(), m.body(), `${m.open()}\n${link}`, m.safety(), m.preferences(), m.closing()];
  const body = html`<!doctype html>
    <html lang="${languageTag(locale)}">
      <head>
        <meta charset="utf-8" />
        <title>${m.subject()}</title>
      </head>
      <body
        style="font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#171a2b;max-width:36em;margin:0 auto;padding:24px"
      >
        <p>${m.salutation()}</p>
        <p>${m.body()}</p>
        <p>
          <a
            href="${link}"
            style="display:inline-block;padding:12px 20px;background:#171a2b;color:#ffffff;border-radius:4px;text-decoration:none"
            >${m.open()}</a
          >
        </p>
        <p>${m.safety()}</p>
        <p>${m.preferences()}</p>
        <p>${m.closing()}</p>
      </body>
    </html> `;
  return { subject: m.subject(), text: `${lines.join('\n\n')}\n`, html: body.toString(), language: languageTag(locale) };
}
