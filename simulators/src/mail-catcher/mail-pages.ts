import type { CaughtMail } from './start-mail-catcher.ts';

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--ink:#16213a;--soft:#54607a;--ground:#eef2f8;--card:#fff;--line:#c9d2e3;--accent:#0a4fb3}
@media(prefers-color-scheme:dark){:root{--ink:#e9eefb;--soft:#aab6d0;--ground:#10151f;--card:#1a2231;--line:#3a465e;--accent:#8db8ff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;margin:0 0 .5rem;overflow-wrap:anywhere}a{color:var(--accent)}.soft{color:var(--soft)}
ul{list-style:none;margin:1rem 0 0;padding:0}li{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.75rem 1rem;margin-block-end:.5rem}li a{font-weight:700}
pre{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
iframe{inline-size:100%;block-size:32rem;border:1px solid var(--line);border-radius:.75rem;background:#fff}`;

function shell(title: string, body: string): string {
  return `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – Mail-Catcher</title><style>${style}</style></head>
<body><main>${body}</main></body>
</html>`;
}

const when = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Berlin' });

/** All caught mails, newest first. */
export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails
    .toReversed()
    .map(
      (mail) =>
        `<li><a href="/mails/${mail.number}">${escape(mail.subject)}</a><br><span class="soft">an ${escape(mail.to.join(', '))} · ${when.format(mail.caughtAt)}</span></li>`,
    );
  const note = 'Alle E-Mails dieser Vorführung. Es verlässt keine das Haus.';
  return shell(
    'E-Mails',
    `<h1>E-Mails (${mails.length})</h1><p class="soft">${note}</p>${rows.length === 0 ? '<p>Noch keine E-Mails.</p>' : `<ul>${rows.join('')}</ul>`}`,
  );
}

/** One mail: text, and its HTML in a frame that may do nothing. */
export function mailPage(mail: CaughtMail): string {
  const framed =
    mail.html === undefined ? '' : `<h2>HTML</h2><iframe sandbox title="HTML-Fassung" src="/mails/${mail.number}/html"></iframe>`;
  return shell(
    mail.subject,
    `<p><a href="/">Alle E-Mails</a></p><h1>${escape(mail.subject)}</h1>
<p class="soft">von ${escape(mail.from)}<br>an ${escape(mail.to.join(', '))}<br>${when.format(mail.caughtAt)}</p><h2>Text</h2><pre>${escape(mail.text ?? '')}</pre>${framed}`,
  );
}
