import { html, type Html } from '@amt/html';
import { formatMoney, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, descriptionList, element, form, notice, panel, tabs } from '@amt/ui';
import { languageName } from '../model/languages.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps } from './form-frame.ts';

export const widths = ['phone', 'desktop'] as const;
export type Width = (typeof widths)[number];

export interface PreviewProps {
  readonly pages: readonly {
    readonly id: string;
    readonly title: string;
    readonly href: string;
    readonly current: boolean;
    readonly hidden: boolean;
  }[];
  readonly width: Width;
  readonly widthHref: (width: Width) => string;
  readonly language: string;
  readonly languageHref: (language: string) => string;
  /** shown beside the other language */
  readonly beside: string | undefined;
  readonly besideHref: (language: string | undefined) => string;
  /** the page drawn in the language, and in the one beside it */
  readonly shown: Html | undefined;
  readonly shownBeside: Html | undefined;
  readonly leftOut: number;
  /** what these answers cost, in cents; undefined for a form without a fee, or while nothing is charged */
  readonly fee: { readonly total: number; readonly lines: readonly { readonly label: string; readonly cents: number }[] } | undefined;
  /** nothing comes after it but the page on which people check their answers */
  readonly isLast: boolean;
  readonly paperHref: string;
  readonly emptyAction: string;
  readonly keepAsTest: string;
  readonly checkHref: string;
}

/** A form to be tried: as on a phone or a wide screen, in every language, two of them beside each other. What is typed is kept for the session only. */
export function previewPageView(frame: FrameProps, props: PreviewProps): Page {
  const { locale } = frame;
  const m = messages[locale].preview;
  const { languages } = frame.copy.definition;
  return formPage(frame, {
    tab: 'structure',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      <p>${m.lead()}</p>
      <div class="amt-preview-bar">
        ${chips(
          m.width(),
          widths.map((width) => ({ label: m.widths[width](), href: props.widthHref(width), current: width === props.width })),
        )}
        ${chips(
          m.language(),
          languages.map((language) => ({
            label: languageName(language, locale),
            href: props.languageHref(language),
            current: language === props.language,
          })),
        )}
        ${
          languages.length < 2
            ? ''
            : chips(m.beside(), [
                { label: m.alone(), href: props.besideHref(undefined), current: props.beside === undefined },
                ...languages
                  .filter((language) => language !== props.language)
                  .map((language) => ({
                    label: languageName(language, locale),
                    href: props.besideHref(language),
                    current: language === props.beside,
                  })),
              ])
        }
      </div>
      ${tabs({
        label: m.pages(),
        locale,
        items: props.pages.map((one) => ({
          label: one.hidden ? m.hidden({ title: one.title }) : one.title,
          href: one.href,
          current: one.current,
        })),
      })}
      ${props.leftOut === 0 ? '' : notice({ tone: 'warning', title: m.leftOut({ count: props.leftOut }) })}
      <div class="amt-devices">
        ${device(props.shown, props.width, languageTitle(props.language, locale), m.notShown())}
        ${props.beside === undefined ? '' : device(props.shownBeside, props.width, languageTitle(props.beside, locale), m.notShown())}
      </div>
      ${props.isLast ? html`<p>${m.last()}</p>` : ''} ${props.fee === undefined ? '' : feeView(props.fee, locale)}
      ${buttonGroup(
        form({ action: props.keepAsTest, inline: true, body: button({ label: m.keepAsTest(), kind: 'secondary', small: true }) }),
        button({ label: m.paper(), href: props.paperHref, kind: 'secondary', small: true, icon: 'document' }),
        form({ action: props.emptyAction, inline: true, body: button({ label: m.empty(), kind: 'link', small: true }) }),
      )}`,
  });
}

function feeView({ total, lines }: NonNullable<PreviewProps['fee']>, locale: Locale): Html {
  return panel({
    title: messages[locale].preview.fee({ total: formatMoney(total, locale) }),
    level: 3,
    body: descriptionList({ items: lines.map(({ label, cents }) => ({ term: label, text: formatMoney(cents, locale) })) }),
  });
}

function languageTitle(language: string, locale: Locale): string {
  return languageName(language, locale);
}

/** One of several ways to look at something. */
export interface Chip {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

export function chips(label: string, items: readonly Chip[]): Html {
  return html`<div class="amt-preview-bar__group">
    <span class="amt-preview-bar__label">${label}</span>
    ${items.map((item) => element('a', { class: 'amt-chip', href: item.href, 'aria-current': item.current ? 'true' : undefined }, item.label))}
  </div>`;
}

function device(shown: Html | undefined, width: Width, label: string, none: string): Html {
  return element(
    'section',
    { class: `amt-device amt-device--${width}`, 'aria-label': label },
    html`<p class="amt-device__label">${label}</p>`,
    shown ?? html`<p class="amt-muted">${none}</p>`,
  );
}
