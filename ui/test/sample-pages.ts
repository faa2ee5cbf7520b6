import { html } from '@amt/html';
import type { Page } from '@amt/module';
import {
  type Chrome,
  button,
  buttonGroup,
  cardGrid,
  details,
  factGrid,
  fileField,
  filterBar,
  form,
  heroBanner,
  linkList,
  notice,
  pageHeader,
  pagination,
  panel,
  problemPage,
  progressSteps,
  prose,
  radios,
  searchBox,
  section,
  select,
  statusBadge,
  table,
  tabs,
  textField,
  timeline,
  withAside,
} from '../src/index.ts';

const locale = 'de';

/** A shell as the composition root would give it. */
export function sampleChrome(overrides: Partial<Chrome> = {}): Chrome {
  return {
    locale,
    alternates: [
      { locale: 'de', href: '/de/' },
      { locale: 'en', href: '/en/' },
      { locale: 'de-simple', href: '/de-simple/' },
    ],
    navigation: {
      main: [
        { id: 'home', label: 'Startseite', href: '/de/' },
        { id: 'services', label: 'Leistungen', href: '/de/leistungen' },
        { id: 'situations', label: 'Lebenslagen', href: '/de/lebenslagen' },
        { id: 'contact', label: 'Hilfe und Kontakt', href: '/de/hilfe' },
      ],
      account: [
        { id: 'overview', label: 'Überblick', href: '/de/konto' },
        { id: 'cases', label: 'Meine Anträge', href: '/de/konto/antraege' },
        { id: 'inbox', label: 'Postfach', href: '/de/konto/postfach', count: 2 },
        { id: 'documents', label: 'Dokumente', href: '/de/konto/dokumente' },
        { id: 'payments', label: 'Zahlungen', href: '/de/konto/zahlungen' },
        { id: 'data', label: 'Meine Daten', href: '/de/konto/daten' },
      ],
      staff: [
        { id: 'work-list', label: 'Vorgänge', href: '/de/arbeit', count: 12 },
        { id: 'templates', label: 'Textbausteine', href: '/de/arbeit/texte' },
        { id: 'statistics', label: 'Auswertung', href: '/de/arbeit/auswertung' },
      ],
      footer: [
        { id: 'imprint', label: 'Impressum', href: '/de/impressum' },
        { id: 'privacy', label: 'Datenschutz', href: '/de/datenschutz' },
        { id: 'accessibility', label: 'Barrierefreiheit', href: '/de/barrierefreiheit' },
        { id: 'help', label: 'Hilfe und Kontakt', href: '/de/hilfe' },
        { id: 'verify', label: 'Siegel prüfen', href: '/de/siegel' },
      ],
    },
    cityName: 'München',
    homeHref: '/de/',
    searchHref: '/de/suche',
    signInHref: '/de/anmelden',
    staffSignInHref: '/de/anmelden/beschaeftigte',
    theme: 'auto',
    themeHref: '/theme',
    asset: (name) => `/assets/${name}`,
    demo: true,
    ...overrides,
  };
}

const resident = { name: 'Amira Yıldız', kind: 'person', unread: 2, href: '/de/konto', inboxHref: '/de/konto/postfach' } as const;
const clerk = { name: 'Thomas Huber', kind: 'staff', unread: 5, href: '/de/arbeit' } as const;

const home: Page = {
  title: 'Digitales Amt',
  current: 'home',
  body: html`${heroBanner({
    title: 'Was möchten Sie erledigen?',
    lead: 'Anträge stellen, bezahlen und Bescheide erhalten. An einem Ort, rund um die Uhr.',
    search: searchBox({ action: '/de/suche', label: 'Leistung oder Thema suchen', locale, size: 'hero', id: 'home-search' }),
    links: {
      label: 'Oft gesucht:',
      items: ['Bewohnerparkausweis', 'Meldebescheinigung', 'Wohngeld', 'Hund anmelden'].map((label) => ({ label, href: '/de/leistungen' })),
    },
  })}${section({
    id: 'situations',
    title: 'Lebenslagen',
    action: html`<a href="/de/lebenslagen">Alle Lebenslagen</a>`,
    body: cardGrid({
      cards: [
        { title: 'Wohnen und Umziehen', href: '/a', icon: 'home', body: 'Meldebescheinigung, Wohngeld, Anmeldung' },
        { title: 'Verkehr und Parken', href: '/b', icon: 'car', body: 'Bewohnerparkausweis, Zulassung, Führerschein' },
        { title: 'Familie und Kinder', href: '/c', icon: 'child', body: 'Kita, Geburt, Unterstützung' },
        { title: 'Arbeit und Gewerbe', href: '/d', icon: 'store', body: 'Gewerbeanmeldung, Freischankfläche' },
        { title: 'Tiere', href: '/e', icon: 'dog', body: 'Hundesteuer anmelden und ändern' },
        { title: 'Urkunden und Nachweise', href: '/f', icon: 'document', body: 'Führungszeugnis, Beglaubigung' },
      ],
    }),
  })}${section({
    id: 'how',
    band: true,
    title: 'So einfach geht es',
    body: cardGrid({
      cards: [
        { title: 'Finden', icon: 'search', body: 'Sagen Sie in Ihren Worten, was Sie brauchen.' },
        { title: 'Ausfüllen', icon: 'edit', body: 'Eine Frage nach der anderen. Was wir schon wissen, steht schon da.' },
        { title: 'Bescheid erhalten', icon: 'seal', body: 'Gesiegelt in Ihr Postfach. Den Stand sehen Sie jederzeit.' },
      ],
    }),
  })}`,
};

const service: Page = {
  title: 'Bewohnerparkausweis',
  current: 'services',
  breadcrumb: [
    { label: 'Startseite', href: '/de/' },
    { label: 'Verkehr und Parken', href: '/de/verkehr' },
    { label: 'Bewohnerparkausweis' },
  ],
  body: withAside({
    label: 'Auf einen Blick',
    main: html`${pageHeader({ kicker: 'Verkehr und Parken', title: 'Bewohnerparkausweis', lead: 'Damit parken Sie in Ihrem Parklizenzgebiet ohne Parkschein. Der Ausweis gilt ein Jahr.' })}
    ${buttonGroup(button({ label: 'Online beantragen', href: '/de/antrag', icon: 'arrow-end', iconAtEnd: true }), button({ label: 'Entwurf fortsetzen', href: '/de/entwurf', kind: 'secondary' }))}
    ${factGrid({
      facts: [
        { label: 'Gebühr', value: '30 Euro im Jahr', icon: 'euro' },
        { label: 'Bearbeitung', value: 'etwa 3 Arbeitstage', icon: 'clock' },
        { label: 'Ausfüllen', value: 'etwa 8 Minuten', icon: 'edit' },
      ],
    })}
    ${section({
      id: 'who',
      title: 'Wer kann den Ausweis bekommen?',
      body: prose(
        html`<p>Sie können den Ausweis beantragen, wenn Sie</p>
          <ul>
            <li>in einem Parklizenzgebiet mit Hauptwohnsitz gemeldet sind,</li>
            <li>ein Fahrzeug halten oder dauerhaft nutzen,</li>
            <li>noch keinen anderen Ausweis für dieses Fahrzeug haben.</li>
          </ul>`,
      ),
    })}
    ${section({ id: 'need', title: 'Was Sie brauchen', body: html`${prose(html`<p>Halten Sie den Fahrzeugschein bereit. Ein Foto genügt.</p>`)}${notice({ title: 'Fahrzeug gehört jemand anderem?', body: html`<p>Dann brauchen wir eine Bestätigung, dass Sie es dauerhaft nutzen.</p>` })}${details({ summary: 'Rechtliche Grundlagen', body: html`<p>§ 45 Absatz 1b der Straßenverkehrs-Ordnung</p>` })}` })}`,
    aside: html`${panel({
      title: 'Zuständig',
      icon: 'building',
      accent: true,
      body: html`<p><strong>Mobilitätsreferat</strong><br />Parkausweise<br />Implerstraße 9, 81371 München</p>
        <p><a href="tel:+49892330">089 233-00</a></p>`,
    })}${panel({
      title: 'Passt auch dazu',
      body: linkList({
        items: [
          { label: 'Schwerbehindertenausweis', href: '/x' },
          { label: 'Handwerkerparkausweis', href: '/y' },
        ],
      }),
    })}`,
  }),
};

const question: Page = {
  title: 'Auf wen ist das Fahrzeug zugelassen?',
  layout: 'question',
  body: html`${progressSteps({ locale, current: 3, total: 9, title: 'Bewohnerparkausweis' })}${form({
    action: '/de/antrag/1/halter',
    multipart: true,
    body: html`${radios({
      name: 'holder',
      label: 'Auf wen ist das Fahrzeug zugelassen?',
      hint: 'Das steht im Fahrzeugschein im Feld C.1.',
      asHeading: true,
      locale,
      value: 'me',
      options: [
        { value: 'me', label: 'Auf mich' },
        { value: 'other', label: 'Auf eine andere Person', hint: 'Dann brauchen wir eine Bestätigung, dass Sie es dauerhaft nutzen.' },
        { value: 'firm', label: 'Auf ein Unternehmen' },
      ],
    })}${fileField({ name: 'proof', label: 'Fahrzeugschein', locale, maxBytes: 10_000_000 })}${details({ summary: 'Warum fragen wir danach?', body: html`<p>Der Ausweis gilt nur für ein Fahrzeug, das Sie dauerhaft nutzen.</p>` })}${buttonGroup(
      button({ label: 'Weiter', icon: 'arrow-end', iconAtEnd: true }),
      button({ label: 'Zurück', kind: 'secondary', href: '/de/antrag/1/kennzeichen' }),
    )}`,
    busyText: 'Ihre Antwort wird gespeichert …',
  })}`,
};

const account: Page = {
  title: 'Überblick',
  layout: 'account',
  current: 'overview',
  breadcrumb: [{ label: 'Startseite', href: '/de/' }, { label: 'Mein Konto' }],
  body: html`${pageHeader({ title: 'Guten Tag, Amira Yıldız', lead: 'Hier sehen Sie, was läuft und was von Ihnen gebraucht wird.' })}
  ${cardGrid({
    dense: true,
    cards: [
      { title: 'Neue Nachrichten', href: '/p', figure: 2, level: 2 },
      { title: 'Laufende Anträge', href: '/q', figure: 3, level: 2 },
      { title: 'Entwürfe', href: '/r', figure: 1, level: 2 },
    ],
  })}
  ${notice({ tone: 'warning', title: 'Das Mobilitätsreferat hat eine Frage an Sie', headingLevel: 2, body: html`<p>Bitte antworten Sie bis 30. November 2026.</p>`, actions: button({ label: 'Frage beantworten', href: '/s', kind: 'secondary', small: true }) })}
  ${section({
    id: 'running',
    title: 'Laufende Anträge',
    action: html`<a href="/t">Alle ansehen</a>`,
    body: linkList({
      items: [
        {
          label: 'Bewohnerparkausweis',
          href: '/u',
          meta: 'M-2026-004711-7 · eingereicht am 20. November 2026',
          badge: statusBadge({ label: 'Rückfrage', tone: 'warning' }),
        },
        {
          label: 'Wohngeld',
          href: '/v',
          meta: 'M-2026-004655-1 · eingereicht am 3. November 2026',
          badge: statusBadge({ label: 'In Bearbeitung', tone: 'info' }),
        },
      ],
    }),
  })}
  ${section({
    id: 'history',
    title: 'Verlauf',
    body: timeline({
      locale,
      entries: [
        { title: 'Antrag eingegangen', when: '20. November 2026' },
        { title: 'In Prüfung', state: 'current' },
        { title: 'Entscheidung', state: 'todo' },
      ],
    }),
  })}`,
};

const references = ['004711-7', '004698-2', '004697-9', '004690-3', '004688-8', '004671-5', '004655-1'];
const workList: Page = {
  title: 'Vorgänge',
  layout: 'staff',
  current: 'work-list',
  body: html`${pageHeader({ title: 'Vorgänge', actions: button({ label: 'Vorgang anlegen', icon: 'add', kind: 'secondary', href: '/n' }) })}
  ${tabs({
    label: 'Ansichten',
    locale,
    items: [
      { label: 'Meine', href: '/1', current: true, count: 12 },
      { label: 'Nicht zugewiesen', href: '/2', count: 8 },
      { label: 'Wartet auf Antwort', href: '/3', count: 3 },
      { label: 'Abgeschlossen', href: '/4' },
    ],
  })}
  ${filterBar({
    action: '/de/arbeit',
    locale,
    count: '42 Vorgänge',
    resetHref: '/r',
    applied: [{ label: 'Leistung: Bewohnerparkausweis', removeHref: '/r' }],
    fields: html`${textField({ name: 'q', label: 'Suchen', locale })}${select({ name: 'service', label: 'Leistung', locale, empty: 'Alle', options: [{ value: 'p', label: 'Bewohnerparkausweis' }], value: 'p' })}${select({ name: 'state', label: 'Status', locale, empty: 'Alle', options: [{ value: 'n', label: 'Neu' }] })}${select({ name: 'due', label: 'Frist', locale, empty: 'Alle', options: [{ value: 'o', label: 'Überfällig' }] })}`,
  })}
  ${table({
    caption: 'Vorgänge, dringendste zuerst',
    hideCaption: true,
    dense: true,
    rows: references.map((reference, index) => ({ reference: `M-2026-${reference}`, index })),
    columns: [
      { label: 'Aktenzeichen', cell: (row) => html`<a href="/case">${row.reference}</a>`, rowHeader: true, tight: true },
      { label: 'Leistung', cell: () => 'Bewohnerparkausweis' },
      { label: 'Person', cell: (row) => ['Amira Yıldız', 'Josef Brandstetter', 'Kim Nguyen'][row.index % 3] },
      {
        label: 'Status',
        cell: (row) =>
          [
            statusBadge({ label: 'Neu', tone: 'info' }),
            statusBadge({ label: 'Rückfrage', tone: 'warning' }),
            statusBadge({ label: 'Überfällig', tone: 'danger' }),
          ][row.index % 3],
      },
      { label: 'Zuständig', cell: (row) => (row.index % 2 === 0 ? 'Thomas Huber' : 'nicht zugewiesen') },
      { label: 'Frist', cell: (row) => `${24 + row.index}.11.2026`, tight: true },
      { label: 'Gebühr', cell: () => '30,00 €', numeric: true },
    ],
  })}${pagination({ locale, current: 1, total: 6, href: (n) => `?seite=${n}` })}`,
};

/** Sample pages built from the components, by name, with their shells. */
export const samplePages: Readonly<Record<string, { readonly page: Page; readonly chrome: Chrome }>> = {
  home: { page: home, chrome: sampleChrome() },
  service: { page: service, chrome: sampleChrome() },
  question: {
    page: question,
    chrome: sampleChrome({ account: resident, signOutHref: '/abmelden', session: { secondsLeft: 1800, keepAliveHref: '/bleiben' } }),
  },
  account: {
    page: account,
    chrome: sampleChrome({
      account: resident,
      signOutHref: '/abmelden',
      flash: { message: 'Ihre Antwort ist angekommen.', tone: 'success' },
    }),
  },
  'work-list': { page: workList, chrome: sampleChrome({ account: clerk, signOutHref: '/abmelden' }) },
  problem: {
    page: problemPage({ status: 404, locale, homeHref: '/de/', searchHref: '/de/suche', requestId: 'a1b2c3' }),
    chrome: sampleChrome({ demo: false }),
  },
};
