import type { AuthnRequest } from './authn-request.ts';
import { allMeans, fullName, hasMeans, levelOfMeans, rank, type Person } from './people.ts';
import { escapeXml } from './response.ts';
import { badVariants } from './variants.ts';

const words = {
  de: {
    title: 'BayernID (Simulator)',
    banner: 'Dies ist ein Simulator für Vorführung und Test. Alle Personen sind erfunden, es gibt keine Verbindung zur echten BayernID.',
    heading: 'Als wen möchten Sie sich anmelden?',
    asked: 'bittet um Ihre Anmeldung. Verlangt wird mindestens das Vertrauensniveau',
    withMeans: 'Anmelden mit',
    none: 'Diese Person hat kein Mittel, das für das verlangte Niveau reicht.',
    cancel: 'Abbrechen',
    error: 'Technischen Fehler auslösen',
    tests: 'Für Prüfungen: fehlerhafte Antwort senden',
    variant: 'Art des Fehlers',
    noVariant: 'Kein Fehler, richtige Antwort',
    doneHeading: 'Sie sind angemeldet',
    failHeading: 'Die Anmeldung ist beendet',
    doneText: 'Ihre Daten werden an den Dienst übergeben.',
    failText: 'Es werden keine Daten übergeben.',
    on: 'Weiter zum Dienst',
    level: { UNTERGEORDNET: 'untergeordnet', NORMAL: 'normal', SUBSTANTIELL: 'substanziell', HOCH: 'hoch' },
    means: { eID: 'Online-Ausweis', Elster: 'ELSTER-Zertifikat', Benutzername: 'Benutzername und Passwort' },
  },
  en: {
    title: 'BayernID (simulator)',
    banner: 'This is a simulator for demonstrations and tests. All people are invented; nothing is connected to the real BayernID.',
    heading: 'Who do you want to sign in as?',
    asked: 'asks you to sign in. The assurance level must be at least',
    withMeans: 'Sign in with',
    none: 'This person has no means that reaches the level asked for.',
    cancel: 'Cancel',
    error: 'Cause a technical error',
    tests: 'For tests: send a faulty answer',
    variant: 'Kind of fault',
    noVariant: 'No fault, a proper answer',
    doneHeading: 'You are signed in',
    failHeading: 'Signing in has ended',
    doneText: 'Your data are handed over to the service.',
    failText: 'No data are handed over.',
    on: 'Continue to the service',
    level: { UNTERGEORDNET: 'basic', NORMAL: 'normal', SUBSTANTIELL: 'substantial', HOCH: 'high' },
    means: { eID: 'Online identity card', Elster: 'ELSTER certificate', Benutzername: 'User name and password' },
  },
} as const;

const style = `
:root{color-scheme:light dark;--ink:#14202e;--soft:#4d5b6b;--paper:#f3f6fa;--card:#fff;--line:#c6d0dc;--accent:#0b5ea8;--on:#fff;--warn:#fff3cd;--warn-ink:#4a3800}
@media (prefers-color-scheme:dark){:root{--ink:#e8eef5;--soft:#aebaca;--paper:#10171f;--card:#1a2430;--line:#3a4858;--accent:#7cc0ff;--on:#08121c;--warn:#4a3a06;--warn-ink:#ffeeb8}}
*{box-sizing:border-box}body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
.banner{background:var(--warn);color:var(--warn-ink);padding:.75rem 1rem;text-align:center}
main,.top{max-width:64rem;margin:0 auto;padding:1.5rem 1rem}.top{font-weight:700;font-size:1.25rem;padding-block:1rem 0}
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.15rem;margin:0}p{margin:.25rem 0 .75rem}.soft{color:var(--soft)}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr));gap:1rem;list-style:none;margin:1.5rem 0;padding:0}
.people li{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;display:flex;flex-direction:column}
.people form{margin-top:auto;display:grid;gap:.5rem}
button{font:inherit;min-height:2.75rem;padding:.5rem 1rem;border-radius:.5rem;border:2px solid var(--accent);background:transparent;color:var(--accent);cursor:pointer;text-align:start}
button.first{background:var(--accent);color:var(--on);font-weight:600}button small{display:block;font-weight:400}
button:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid currentColor;outline-offset:3px}
.row{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0}select{font:inherit;min-height:2.75rem;max-width:100%}label{display:block;font-weight:600;margin:.75rem 0 .25rem}`;

function documentOf(locale: 'de' | 'en', title: string, body: string): string {
  const w = words[locale];
  return `<!DOCTYPE html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><div class="banner">${w.banner}</div><div class="top">${w.title}</div><main>${body}</main></body></html>`;
}

/** Lists the people; one button per means that reaches the level asked for. `variant` is offered outside of the cards, for tests by hand. */
export function signInPage(request: AuthnRequest, token: string, people: readonly Person[]): string {
  const w = words[request.locale];
  const field = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escapeXml(value)}">`;
  const usable = allMeans.filter((means) => request.means.includes(means) && rank(levelOfMeans[means]) >= rank(request.minimumLevel));
  const card = (person: Person): string => {
    const own = usable.filter((means) => hasMeans(person, means));
    const buttons = own.map(
      (means, nth) =>
        `<button${nth === 0 ? ' class="first"' : ''} name="means" value="${means}" form="sign-in-${person.bPK2}">${w.withMeans} ${w.means[means]}<small>${w.level[levelOfMeans[means]]}</small></button>`,
    );
    const { givenName = '', surname = '', postalAddress = '', postalCode = '', localityName = '', birthdate = '' } = person.attributes;
    return `<li><h2>${escapeXml(fullName(person) || `${givenName} ${surname}`)}</h2><p>${escapeXml(person.note[request.locale])}</p><p class="soft">${escapeXml(`${postalAddress}, ${postalCode} ${localityName} · ${birthdate}`)}</p>
<form method="post" action="/saml/continue" id="sign-in-${escapeXml(person.bPK2)}">${field('token', token)}${field('person', person.bPK2)}${buttons.length > 0 ? buttons.join('') : `<p class="soft">${w.none}</p>`}
${buttons.length > 0 ? faults(request.locale, person.bPK2) : ''}</form></li>`;
  };
  const ending = (outcome: string, label: string): string =>
    `<form method="post" action="/saml/continue">${field('token', token)}${field('outcome', outcome)}<button>${label}</button></form>`;
  return documentOf(
    request.locale,
    w.title,
    `<h1>${w.heading}</h1><p>${escapeXml(request.displayName)} ${w.asked} <strong>${w.level[request.minimumLevel]}</strong>.</p>
<ul class="people">${people.map(card).join('')}</ul><div class="row">${ending('cancelled', w.cancel)}${ending('error', w.error)}</div>`,
  );
}

function faults(locale: 'de' | 'en', key: string): string {
  const w = words[locale];
  const options = Object.entries(badVariants).map(([name, label]) => `<option value="${name}">${label}</option>`);
  return `<details><summary>${w.tests}</summary><label for="variant-${escapeXml(key)}">${w.variant}</label><select name="variant" id="variant-${escapeXml(key)}"><option value="">${w.noVariant}</option>${options.join('')}</select></details>`;
}

/** HTTP-POST binding back to the service; the script only saves the click. */
export function handOverPage(
  locale: 'de' | 'en',
  { acs, response, signedIn }: { acs: string; response: string; signedIn: boolean },
): string {
  const w = words[locale];
  return documentOf(
    locale,
    w.title,
    `<h1>${signedIn ? w.doneHeading : w.failHeading}</h1><p>${signedIn ? w.doneText : w.failText}</p>
<form method="post" action="${escapeXml(acs)}"><input type="hidden" name="SAMLResponse" value="${response}"><button class="first">${w.on}</button></form>
<script>document.forms[0].submit()</script>`,
  );
}

/** For requests the simulator refuses, with the reason. */
export function refusalPage(reason: string): string {
  return documentOf('de', words.de.title, `<h1>Diese Anmeldeanfrage wird abgelehnt</h1><p>${escapeXml(reason)}</p>`);
}
