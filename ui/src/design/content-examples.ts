import { type Html, html } from '@amt/html';
import { button } from '../components/button.ts';
import { barChart, columnChart, donut } from '../components/chart.ts';
import { fileList } from '../components/file-field.ts';
import { descriptionList, factGrid, messageThread, summaryList, taskList, timeline } from '../components/lists.ts';
import { breadcrumb, filterBar, pagination, searchBox, tabs } from '../components/navigation.ts';
import { accordion, details, emptyState, notice, notificationBanner, statusBadge } from '../components/notice.ts';
import { avatar, cardGrid, linkList, panel, toolbar, withAside } from '../components/page-parts.ts';
import { progressBar, progressSteps, stepper } from '../components/progress.ts';
import { select } from '../components/choices.ts';
import { table } from '../components/table.ts';
import { textField } from '../components/text-field.ts';

const locale = 'de';

/** Notices, badges, things that open, empty lists. */
export function noticeExamples(): Html {
  const tones = ['info', 'success', 'warning', 'danger', 'neutral'] as const;
  const titles = {
    info: 'Gut zu wissen',
    success: 'Antrag eingegangen',
    warning: 'Antwort bis 30. November',
    danger: 'Zahlung fehlgeschlagen',
    neutral: 'Nebenbei',
  };
  return html`${tones.map((tone) => notice({ tone, title: titles[tone], body: html`<p>Ein Satz, der sagt, was ist, und ein zweiter, der sagt, was zu tun ist.</p>` }))}
    ${notificationBanner({ message: 'Ihre Angaben sind gespeichert.' })}
    <p>
      ${(['neutral', 'info', 'success', 'warning', 'danger'] as const).map((tone) => html`${statusBadge({ tone, label: { neutral: 'Entwurf', info: 'In Bearbeitung', success: 'Bewilligt', warning: 'Rückfrage', danger: 'Überfällig' }[tone] })} `)}
    </p>
    ${details({ summary: 'Warum fragen wir danach?', body: html`<p>Die Zahl der Stellplätze hängt davon ab, wie viele Fahrzeuge zum Haushalt gehören.</p>` })}
    ${accordion([
      { summary: 'Was kostet der Ausweis?', body: html`<p>30 Euro für ein Jahr.</p>` },
      { summary: 'Wie lange dauert es?', body: html`<p>In der Regel drei Arbeitstage.</p>`, open: true },
    ])}
    ${emptyState({ title: 'Noch keine Nachrichten', body: html`<p>Sobald Ihnen die Stadt schreibt, finden Sie es hier.</p>`, action: button({ label: 'Leistung suchen', href: '#notices', kind: 'secondary' }), icon: 'mail' })}`;
}

/** Breadcrumb, tabs, pages, filters, progress. */
export function navigationExamples(): Html {
  return html`${breadcrumb({ locale, crumbs: [{ label: 'Startseite', href: '#navigation' }, { label: 'Verkehr und Parken', href: '#navigation' }, { label: 'Bewohnerparkausweis' }] })}
  ${tabs({
    label: 'Ansichten',
    locale,
    items: [
      { label: 'Offen', href: '#navigation', current: true, count: 12 },
      { label: 'Wartet', href: '#navigation', count: 3 },
      { label: 'Abgeschlossen', href: '#navigation', count: 1240 },
    ],
  })}
  ${filterBar({
    action: '#navigation',
    locale,
    count: '42 Vorgänge',
    resetHref: '#navigation',
    applied: [
      { label: 'Status: Neu', removeHref: '#navigation' },
      { label: 'Leistung: Bewohnerparkausweis', removeHref: '#navigation' },
    ],
    fields: html`${textField({ name: 'f-q', label: 'Suchen', locale })}${select({ name: 'f-status', label: 'Status', locale, empty: 'Alle', options: [{ value: 'new', label: 'Neu' }], value: 'new' })}${select({ name: 'f-who', label: 'Zuständig', locale, empty: 'Alle', options: [{ value: 'me', label: 'Ich' }] })}`,
  })}
  ${pagination({ locale, current: 6, total: 24, href: (page) => `#seite-${page}` })}
  ${stepper({
    label: 'Ihr Weg',
    locale,
    steps: [
      { label: 'Angaben', state: 'done', href: '#navigation' },
      { label: 'Nachweise', state: 'done' },
      { label: 'Prüfen', state: 'current' },
      { label: 'Bezahlen', state: 'todo' },
    ],
  })}
  ${progressSteps({ locale, current: 3, total: 9, title: 'Bewohnerparkausweis' })}
  ${progressBar({ label: 'Bearbeitet', value: 34, max: 60 })}`;
}

/** Cards, link lists, panels. */
export function cardExamples(): Html {
  return html`${cardGrid({
    cards: [
      { title: 'Wohnen und Umziehen', href: '#cards', icon: 'home', body: 'An- und Ummelden, Wohngeld, Meldebescheinigung' },
      { title: 'Verkehr und Parken', href: '#cards', icon: 'car', body: 'Bewohnerparkausweis, Führerschein, Zulassung' },
      { title: 'Führungszeugnis', href: '#cards', icon: 'document', body: 'Beim Bundesamt für Justiz', external: 'andere Seite' },
    ],
  })}
    ${cardGrid({
      dense: true,
      cards: [
        { title: 'Neue Nachrichten', href: '#cards', figure: 2, level: 4 },
        { title: 'Laufende Anträge', href: '#cards', figure: 3, level: 4 },
        { title: 'Offene Zahlungen', figure: '30 €', level: 4 },
      ],
    })}
    ${withAside({
      label: 'Beispiel einer Seitenspalte',
      main: linkList({
        items: [
          {
            label: 'Bewohnerparkausweis',
            href: '#cards',
            text: 'Parken im eigenen Viertel ohne Parkschein.',
            meta: 'Mobilitätsreferat',
            badge: statusBadge({ label: 'Online', tone: 'success' }),
          },
          {
            label: 'Wohngeld',
            href: '#cards',
            text: 'Zuschuss zur Miete oder zu den Kosten des eigenen Wohnraums.',
            meta: 'Sozialreferat',
          },
        ],
      }),
      aside: panel({
        title: 'Zuständig',
        icon: 'building',
        level: 3,
        accent: true,
        body: html`<p>Mobilitätsreferat, Parkausweise</p>
          ${descriptionList({
            items: [
              { term: 'Telefon', text: '089 233-00' },
              { term: 'Zeiten', text: 'Mo–Fr 8–12 Uhr' },
            ],
          })}`,
      }),
    })}
    ${toolbar({ label: 'Auswahl', start: html`<strong>3 ausgewählt</strong>`, end: button({ label: 'Übernehmen', kind: 'secondary', small: true, type: 'button' }) })}
    <p>
      ${avatar({ name: 'Amira Yıldız', label: 'Amira Yıldız' })} ${avatar({ name: 'Ludwig', label: 'Ludwig' })}
      ${avatar({ name: 'Maria von der Au', label: 'Maria von der Au' })}
    </p>`;
}

/** Tables, pairs, files. */
export function dataExamples(): Html {
  const rows = [
    {
      reference: 'M-2026-004711-7',
      name: 'Bewohnerparkausweis',
      state: statusBadge({ label: 'Neu', tone: 'info' }),
      due: '27.11.2026',
      fee: '30,00 €',
    },
    {
      reference: 'M-2026-004698-2',
      name: 'Sondernutzung: Freischankfläche vor der Gaststätte',
      state: statusBadge({ label: 'Rückfrage', tone: 'warning' }),
      due: '24.11.2026',
      fee: '1.240,50 €',
    },
  ];
  return html`${table({
    caption: 'Vorgänge',
    rows,
    columns: [
      { label: 'Aktenzeichen', cell: (row) => html`<a href="#data">${row.reference}</a>`, rowHeader: true, tight: true },
      { label: 'Leistung', cell: (row) => row.name },
      { label: 'Status', cell: (row) => row.state },
      { label: 'Frist', cell: (row) => row.due, tight: true },
      { label: 'Gebühr', cell: (row) => row.fee, numeric: true },
    ],
    footer: ['Summe', '', '', '', '1.270,50 €'],
  })}
  ${factGrid({
    facts: [
      { label: 'Gebühr', value: '30 Euro im Jahr', icon: 'euro' },
      { label: 'Dauer', value: '3 Arbeitstage', icon: 'clock' },
      { label: 'Nachweise', value: html`<p>Fahrzeugschein</p>`, icon: 'document' },
    ],
  })}
  ${summaryList({
    locale,
    title: 'Fahrzeug',
    level: 3,
    changeHref: '#data',
    rows: [
      { key: 'Kennzeichen', value: 'M-AB 1234', changeHref: '#data' },
      { key: 'Zugelassen auf', value: 'Auf mich', changeHref: '#data', origin: 'Aus Ihrem BayernID-Konto' },
      { key: 'Bemerkung', value: '', changeHref: '#data' },
    ],
  })}
  ${descriptionList({
    items: [
      { term: 'Rechtsgrundlage', text: '§ 45 Abs. 1b StVO' },
      { term: 'Schlüssel', text: '99108008012000' },
    ],
  })}
  ${fileList({
    locale,
    label: 'Dokumente',
    files: [
      { name: 'Bescheid Bewohnerparkausweis', href: '#data', size: 84_000, note: 'PDF, gesiegelt', sealed: true },
      { name: 'Fahrzeugschein.jpg', href: '#data', size: 2_413_000 },
    ],
  })}`;
}

/** Tasks, time line, messages. */
export function processExamples(): Html {
  return html`${taskList({
    label: 'Teile des Antrags',
    tasks: [
      { title: 'Ihr Haushalt', href: '#process', status: { label: 'Fertig', tone: 'success' } },
      {
        title: 'Einkommen',
        href: '#process',
        hint: 'Halten Sie die letzten drei Abrechnungen bereit.',
        status: { label: 'Angefangen', tone: 'info' },
      },
      { title: 'Prüfen und absenden', status: { label: 'Noch nicht möglich' } },
    ],
  })}
  ${timeline({
    locale,
    label: 'Verlauf',
    entries: [
      { title: 'Antrag eingegangen', when: '20. November 2026 um 09:12', dateTime: '2026-11-20T09:12+01:00' },
      {
        title: 'Rückfrage beantwortet',
        when: '22. November 2026',
        dateTime: '2026-11-22',
        tone: 'warning',
        who: 'Mobilitätsreferat',
        body: html`<p>Der Fahrzeugschein war nicht lesbar.</p>`,
      },
      { title: 'In Prüfung', state: 'current', when: 'seit 23. November 2026' },
      { title: 'Entscheidung', state: 'todo' },
    ],
  })}
  ${messageThread({
    locale,
    label: 'Nachrichten',
    messages: [
      {
        from: 'Mobilitätsreferat',
        side: 'other',
        when: '21. November 2026 um 10:02',
        dateTime: '2026-11-21T10:02+01:00',
        body: html`<p>Guten Tag, bitte senden Sie uns den Fahrzeugschein noch einmal.</p>`,
      },
      {
        from: 'Amira Yıldız',
        side: 'own',
        when: '22. November 2026 um 18:40',
        dateTime: '2026-11-22T18:40+01:00',
        body: html`<p>Hier ist er.</p>`,
        files: [{ name: 'fahrzeugschein.jpg', href: '#process', size: 1_204_000 }],
        receipt: 'Gelesen am 23. November 2026',
      },
      {
        from: 'Thomas Huber',
        side: 'internal',
        when: '23. November 2026 um 08:15',
        dateTime: '2026-11-23T08:15+01:00',
        body: html`<p>Kennzeichen mit dem Register abgeglichen.</p>`,
      },
    ],
  })}`;
}

/** Bars, columns, parts of a whole. */
export function chartExamples(): Html {
  const months = ['Jun', 'Jul', 'Aug', 'Sep', 'Okt', 'Nov'].map((label, index) => ({
    label,
    value: [120, 180, 90, 240, 310, 275][index] ?? 0,
  }));
  const services = [
    { label: 'Bewohnerparkausweis', value: 1240 },
    { label: 'Meldebescheinigung', value: 860 },
    { label: 'Wohngeld', value: 312 },
    { label: 'Gewerbeanmeldung', value: 97 },
  ];
  return html`${barChart({ locale, title: 'Anträge je Leistung', columns: ['Leistung', 'Anträge'], rows: services })}
  ${columnChart({ locale, title: 'Anträge je Monat', columns: ['Monat', 'Anträge'], rows: months, tableLabel: 'Zahlen als Tabelle' })}
  ${donut({
    locale,
    title: 'Zufriedenheit',
    columns: ['Antwort', 'Anteil'],
    centre: '4,3',
    rows: [
      { label: 'sehr gut', value: 54, shown: '54 %' },
      { label: 'gut', value: 31, shown: '31 %' },
      { label: 'geht so', value: 9, shown: '9 %' },
      { label: 'schlecht', value: 6, shown: '6 %' },
    ],
  })}`;
}

/** The search in its sizes. */
export function searchExamples(): Html {
  return html`${searchBox({ action: '#search', label: 'Leistung oder Thema suchen', locale, id: 'design-search', hint: 'Zum Beispiel Parkausweis oder Wohngeld' })}${searchBox({ action: '#search', label: 'Im Arbeitsbereich suchen', locale, id: 'design-search-compact', size: 'compact', value: 'Parkausweis' })}`;
}
