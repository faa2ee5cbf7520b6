/** A member of staff in the demo; the shape of `demoStaff` in a city's `organisation.json`. */
export interface StaffMember {
  readonly subject: string;
  readonly name: string;
  readonly mail: string;
  readonly note?: { readonly de: string; readonly en: string } | undefined;
  readonly roles: readonly { readonly role: string; readonly unit: string }[];
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const style = `
:root{color-scheme:light dark;--ink:#14202e;--soft:#4d5b6b;--paper:#f4f5f2;--card:#fff;--line:#cbcfc4;--accent:#2f5d3a;--on:#fff;--warn:#fff3cd;--warn-ink:#4a3800}
@media (prefers-color-scheme:dark){:root{--ink:#e8eef5;--soft:#aebaca;--paper:#11150f;--card:#1b221a;--line:#3d4a3b;--accent:#9fd8ab;--on:#081208;--warn:#4a3a06;--warn-ink:#ffeeb8}}
*{box-sizing:border-box}body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
.banner{background:var(--warn);color:var(--warn-ink);padding:.75rem 1rem;text-align:center}main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.75rem;line-height:1.2}ul{list-style:none;margin:1.5rem 0;padding:0;display:grid;gap:.75rem}
button{font:inherit;width:100%;text-align:start;padding:.75rem 1rem;border-radius:.5rem;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer}
button strong{color:var(--accent)}button span{display:block;color:var(--soft)}button:hover{border-color:var(--accent)}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}.cancel{width:auto}`;

const documentOf = (body: string): string => `<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Verzeichnis der Stadt (Simulator)</title><style>${style}</style></head>
<body><div class="banner">Dies ist ein Simulator für Vorführung und Test. Alle Personen sind erfunden.</div><main>${body}</main></body></html>`;

/** Who is there to sign in as; one button each, no password. */
export function signInPage(uid: string, staff: readonly StaffMember[]): string {
  const item = ({ subject, name, note, roles }: StaffMember): string =>
    `<li><button name="subject" value="${escape(subject)}"><strong>${escape(name)}</strong>${note ? `<span>${escape(note.de)}</span>` : ''}<span>${roles.map(({ role, unit }) => escape(`${role} · ${unit}`)).join(', ')}</span></button></li>`;
  return documentOf(`<h1>Als wen möchten Sie sich anmelden?</h1><p>Verzeichnis der Stadt, Anmeldung für Beschäftigte</p>
<form method="post" action="/interaction/${escape(uid)}"><ul>${staff.map(item).join('')}</ul><button class="cancel" name="outcome" value="cancelled">Abbrechen</button></form>`);
}

export function refusalPage(reason: string): string {
  return documentOf(`<h1>Die Anmeldung ist nicht möglich</h1><p>${escape(reason)}</p>`);
}
