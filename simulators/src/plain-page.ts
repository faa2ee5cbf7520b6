export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--ink:#16213a;--soft:#54607a;--ground:#eef2f8;--card:#fff;--line:#c9d2e3;--accent:#0a4fb3}
@media(prefers-color-scheme:dark){:root{--ink:#e9eefb;--soft:#aab6d0;--ground:#10151f;--card:#1a2231;--line:#3a465e;--accent:#8db8ff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}main{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;margin:0 0 .5rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:1.5rem 0 .5rem}a{color:var(--accent)}.soft{color:var(--soft)}code{overflow-wrap:anywhere}
ul{list-style:none;margin:1rem 0 0;padding:0}li{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.75rem 1rem;margin-block-end:.5rem;overflow-wrap:anywhere}li a{font-weight:700}
pre{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem}`;

/** A page of a simulator without scripts or pictures. @param body markup, escaped already */
export function plainPage(title: string, simulator: string, body: string): string {
  return `<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – ${escape(simulator)}</title><style>${style}</style></head>
<body><main>${body}</main></body>
</html>`;
}

const clock = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Berlin' });

export function when(date: Date): string {
  return clock.format(date);
}
