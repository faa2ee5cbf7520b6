import { type Html, html } from '@amt/html';
import { type Locale, formatDate, formatTag, formatTime, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, form, notice, pageHeader, section } from '@amt/ui';
import type { AppointmentSlot, HeldAppointment } from '../appointments/appointment-book.ts';
import { slotText } from '../appointments/held-appointments.ts';
import type { DefinitionText } from '../definition.ts';
import { messages } from '../messages.ts';

export interface AppointmentPageProps {
  readonly formTitle: DefinitionText;
  readonly title: DefinitionText;
  readonly days: readonly { readonly day: string; readonly href: string; readonly isChosen: boolean }[];
  /** the day whose times are shown */
  readonly day: string | undefined;
  readonly slots: readonly AppointmentSlot[];
  readonly held: HeldAppointment | undefined;
  readonly problem: 'gone' | 'unavailable' | 'choose' | undefined;
  readonly phone: string | undefined;
  readonly action: string;
  readonly dropAction: string | undefined;
  readonly checkHref: string;
  readonly locale: Locale;
}

/** Free times day by day; each is a button that holds it. */
export function appointmentPage(props: AppointmentPageProps): Page {
  const { locale, problem, held } = props;
  const m = messages[locale].appointment;
  return {
    title: pick(props.title, locale),
    layout: 'question',
    hasErrors: problem === 'gone' || problem === 'choose',
    body: html`<p>${button({ label: m.back(), href: props.checkHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      ${problem === undefined ? '' : notice({ tone: 'warning', role: 'alert', title: m.problem[problem](), ...(problem === 'unavailable' ? { body: html`<p>${m.without()}</p>` } : {}) })}
      ${pageHeader({ kicker: pick(props.formTitle, locale), title: pick(props.title, locale), lead: m.lead() })}
      ${held ? notice({ tone: 'success', title: m.yours({ slot: slotText(held, locale) }) }) : ''} ${days(props)} ${times(props)}
      ${
        props.dropAction === undefined
          ? ''
          : form({ action: props.dropAction, inline: true, body: button({ label: m.drop(), kind: 'secondary' }) })
      }
      ${props.phone === undefined ? '' : html`<p>${m.byPhone()} <a href="tel:${props.phone.replace(/[^+\d]/g, '')}">${props.phone}</a></p>`}`,
  };
}

function days({ days: offered, problem, locale }: AppointmentPageProps): Html {
  const m = messages[locale].appointment;
  if (offered.length === 0)
    return problem === 'unavailable' ? html`` : notice({ tone: 'info', title: m.none(), body: html`<p>${m.without()}</p>` });
  return section({
    title: m.days(),
    id: 'days',
    body: buttonGroup(
      ...offered.map(({ day, href, isChosen }) =>
        button({
          label: dayText(day, locale),
          href,
          kind: isChosen ? 'primary' : 'secondary',
          small: true,
          ...(isChosen ? { about: m.chosen() } : {}),
        }),
      ),
    ),
  });
}

function times({ day, slots, action, locale }: AppointmentPageProps): Html {
  if (day === undefined) return html``;
  const m = messages[locale].appointment;
  const offices = [...new Set(slots.map(({ officeName }) => officeName))];
  return section({
    title: m.timesOn({ day: dayText(day, locale) }),
    id: 'times',
    body:
      slots.length === 0
        ? html`<p>${m.noTimes()}</p>`
        : form({
            action,
            body: html`${offices.map(
              (office) =>
                html`<h3>${office}</h3>
                  ${buttonGroup(
                    ...slots
                      .filter(({ officeName }) => officeName === office)
                      .map(({ officeId, startsAt }) =>
                        button({
                          label: formatTime(Temporal.Instant.from(startsAt), locale),
                          about: `${dayText(day, locale)}, ${office}`,
                          name: 'slot',
                          value: `${officeId}|${startsAt}`,
                          kind: 'secondary',
                          small: true,
                        }),
                      ),
                  )}`,
            )}`,
          }),
  });
}

/** With the day of the week, by which people plan. */
function dayText(day: string, locale: Locale): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.toLocaleString(formatTag(locale), { weekday: 'long' })}, ${formatDate(date, locale)}`;
}
