import { methods } from './methods.ts';
import type { StoredTransaction } from './transaction-file.ts';

const texts = {
  de: {
    name: 'Zahlungsdienst-Simulator',
    title: 'Bezahlen',
    warning: 'Simulation: Es fließt kein Geld. Geben Sie keine echten Daten ein.',
    payee: 'Empfängerin',
    city: 'Stadtkasse',
    purpose: 'Verwendungszweck',
    amount: 'Betrag',
    choose: 'Wie möchten Sie bezahlen?',
    pay: 'Jetzt zahlen',
    cancel: 'Abbrechen',
    fail: 'Fehlschlagen lassen',
    forTests: 'Zum Ausprobieren',
    failNote: 'Spielt eine Zahlung, die der Zahlungsdienst ablehnt.',
    ended: 'Dieser Zahlungsvorgang ist beendet.',
    back: 'Zurück zum Digitalen Amt',
    unknown: 'Diesen Zahlungsvorgang gibt es nicht.',
  },
  en: {
    name: 'Payment provider simulator',
    title: 'Pay',
    warning: 'Simulation: no money moves. Do not enter real data.',
    payee: 'Payee',
    city: 'City treasury',
    purpose: 'Reference',
    amount: 'Amount',
    choose: 'How would you like to pay?',
    pay: 'Pay now',
    cancel: 'Cancel',
    fail: 'Let it fail',
    forTests: 'To try out',
    failNote: 'Plays a payment that the provider declines.',
    ended: 'This payment has ended.',
    back: 'Back to the digital office',
    unknown: 'There is no such payment.',
  },
} as const;

export type PageLanguage = keyof typeof texts;

/** German unless the browser prefers English. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
  return acceptLanguage?.trim().toLowerCase().startsWith('en') ? 'en' : 'de';
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--ink:#16213a;--soft:#54607a;--ground:#eef2f8;--card:#fff;--line:#c9d2e3;--accent:#0a4fb3;--on-accent:#fff;--warn:#fff3d6;--on-warn:#5b3d00}
@media(prefers-color-scheme:dark){:root{--ink:#e9eefb;--soft:#aab6d0;--ground:#10151f;--card:#1a2231;--line:#3a465e;--accent:#8db8ff;--on-accent:#0b1220;--warn:#3d2f0c;--on-warn:#ffe2a0}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
header{background:var(--card);border-block-end:1px solid var(--line);padding:1rem}header p{margin:0 auto;max-width:34rem;font-weight:700}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.5rem;box-shadow:0 8px 24px rgb(20 40 80/.08)}
h1{font-size:1.5rem;margin:0 0 1rem}.warning{background:var(--warn);color:var(--on-warn);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1.25rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0 0 1.5rem}dt{color:var(--soft)}dd{margin:0;text-align:end;overflow-wrap:anywhere}.sum{font-size:1.75rem;font-weight:700;line-height:1.2}
fieldset{border:0;margin:0 0 1.5rem;padding:0}legend{font-weight:700;padding:0;margin:0 0 .5rem}
.way{display:flex;gap:.75rem;align-items:center;border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;margin-block-end:.5rem;cursor:pointer}
.way:has(:checked){border-color:var(--accent);outline:1px solid var(--accent)}.way input{inline-size:1.25rem;block-size:1.25rem;accent-color:var(--accent);flex:none}.way small{display:block;color:var(--soft);font-size:.875rem}
button,.button{display:block;inline-size:100%;min-block-size:3rem;border-radius:.5rem;border:2px solid var(--accent);font:inherit;font-weight:700;cursor:pointer;background:var(--accent);color:var(--on-accent);text-align:center;padding:.6rem 1rem;text-decoration:none}
button.second{background:transparent;color:var(--accent);margin-block-start:.75rem}:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.try{border-block-start:1px solid var(--line);margin-block-start:1.5rem;padding-block-start:1rem}.try h2{font-size:1rem;margin:0}.try p{margin:.25rem 0 0;color:var(--soft);font-size:.875rem}`;

function shell(language: PageLanguage, title: string, body: string): string {
  const m = texts[language];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – ${m.name}</title><style>${style}</style></head>
<body><header><p>${m.name}</p></header><main><div class="card"><h1>${title}</h1>${body}</div></main></body>
</html>`;
}

/** Choose a way to pay, or play a cancelled or declined payment. Works without scripts. */
export function payPage(transaction: StoredTransaction, language: PageLanguage): string {
  const m = texts[language];
  const { amountCents, purpose, redirectUrl } = transaction.request;
  if (transaction.status !== 'INITIAL')
    return shell(language, m.title, `<p>${m.ended}</p><a class="button" href="${escape(redirectUrl)}">${m.back}</a>`);
  const amount = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'de-DE', { style: 'currency', currency: 'EUR' }).format(
    amountCents / 100,
  );
  const ways = methods.map(
    ({ id, name, note }, index) =>
      `<label class="way"><input type="radio" name="method" value="${id}"${index === 0 ? ' checked' : ''}><span>${name[language]}<small>${note[language]}</small></span></label>`,
  );
  return shell(
    language,
    m.title,
    `<p class="warning">${m.warning}</p>
<dl><dt>${m.payee}</dt><dd>${m.city}</dd><dt>${m.purpose}</dt><dd>${escape(purpose)}</dd><dt>${m.amount}</dt><dd class="sum">${amount}</dd></dl>
<form method="post"><fieldset><legend>${m.choose}</legend>${ways.join('')}</fieldset>
<button type="submit" name="outcome" value="pay">${m.pay}</button>
<button type="submit" name="outcome" value="cancel" class="second">${m.cancel}</button>
<div class="try"><h2>${m.forTests}</h2><p>${m.failNote}</p><button type="submit" name="outcome" value="fail" class="second">${m.fail}</button></div></form>`,
  );
}

export function unknownPage(language: PageLanguage): string {
  return shell(language, texts[language].title, `<p>${texts[language].unknown}</p>`);
}
