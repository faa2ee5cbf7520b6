import { html, type Html } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, details, form, notice, pageHeader, section, table } from '@amt/ui';
import type { SignInProblem } from '../accept-response.ts';
import type { DemoPersonEntry } from '../demo-person-store.ts';
import { messages } from '../messages.ts';
import type { TrustLevel } from '../trust-level.ts';
import { hiddenField } from './hidden-field.ts';

export interface SignInPageProps {
  readonly locale: Locale;
  /** address of `identity.begin-sign-in` */
  readonly action: string;
  readonly staffHref: string;
  readonly returnPath: string;
  readonly level: TrustLevel;
  readonly problem: SignInProblem | undefined;
  /** empty outside of demo mode */
  readonly demoPeople: readonly DemoPersonEntry[];
}

/** Residents: what BayernID is, which data come, one button. */
export function signInPage(props: SignInPageProps): Page {
  const m = messages[props.locale].signIn;
  const body = html`${pageHeader({ title: m.title(), lead: m.lead() })} ${problemNotice(props.problem, props.locale)} ${levelNotice(props)}
    ${form({
      action: props.action,
      body: html`${hiddenField('return', props.returnPath)}${hiddenField('level', props.level)}${button({ label: m.button(), icon: 'arrow-end', iconAtEnd: true })}`,
    })}
    ${details({ summary: m.whatTitle(), body: html`<p>${m.what()}</p>` })}
    ${details({ summary: m.dataTitle(), body: html`<p>${m.data()}</p>` })}
    <p>${m.without()}</p>
    ${demoSection(props)}
    <p><a href="${props.staffHref}">${m.staff()}</a></p>`;
  return { title: m.title(), body, layout: 'public' };
}

/** Says in plain words why a sign-in ended; nothing when it did not. */
export function problemNotice(problem: keyof (typeof messages)['de']['problem'] | undefined, locale: Locale): Html | undefined {
  const m = messages[locale].problem;
  return (
    problem &&
    notice({
      title: m.title(),
      body: html`<p>${m[problem]()}</p>`,
      tone: problem === 'cancelled' ? 'info' : 'danger',
      headingLevel: 2,
      role: 'alert',
    })
  );
}

function levelNotice({ level, locale }: SignInPageProps): Html | undefined {
  const m = messages[locale].signIn;
  if (level !== 'substantial' && level !== 'high') return undefined;
  return notice({ title: m.levelTitle(), body: html`<p>${level === 'high' ? m.levelHigh() : m.levelSubstantial()}</p>`, headingLevel: 2 });
}

function demoSection({ demoPeople, locale }: SignInPageProps): Html | undefined {
  if (demoPeople.length === 0) return undefined;
  const { signIn: m, means, level } = messages[locale];
  const meansName = (name: string): string => (name in means ? means[name as keyof typeof means]() : name);
  return section({
    id: 'demo-people',
    title: m.demoTitle(),
    lead: m.demoText(),
    body: table({
      caption: m.demoTitle(),
      hideCaption: true,
      columns: [
        { label: m.demoName(), cell: (person) => person.displayName, rowHeader: true },
        { label: m.demoNote(), cell: (person) => pick(person.note, locale) },
        { label: m.demoMeans(), cell: (person) => `${meansName(person.means)} (${level[person.trustLevel]()})` },
      ],
      rows: demoPeople,
    }),
  });
}
