import { previewPage } from '@amt/forms';
import { isLocale } from '@amt/i18n';
import type { Context, Session } from '@amt/module';
import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { languageName } from '../model/languages.ts';
import { inLanguage, previewForm } from '../model/preview-form.ts';
import { messages } from '../messages.ts';
import type { ShownPage } from '../pages/live-parts.ts';
import { withOtherIds } from '../pages/other-ids.ts';

/** Means that one language is shown alone. */
const alone = '-';
const key = (formId: string): string => `form-authoring.beside.${formId}`;

/** The language an author wants to see beside their own, kept in their session. */
export function besideOf(session: Pick<Session, 'get'>, formId: string): string {
  const kept = session.get(key(formId));
  return typeof kept === 'string' ? kept : alone;
}

export async function keepBeside(session: Session, formId: string, language: string): Promise<void> {
  await session.set(key(formId), language);
}

interface BesideChoice {
  readonly language: string;
  readonly label: string;
  readonly current: boolean;
}

/** What can be shown beside the author's own language; nothing to choose in a form of one. */
export function besideChoices({ locale }: Context, { languages }: AuthorForm, beside: string): readonly BesideChoice[] {
  const others = languages.filter((language) => language !== locale);
  if (others.length === 0) return [];
  const known = others.includes(beside);
  return [
    { language: alone, label: messages[locale].preview.alone(), current: !known },
    ...others.map((language) => ({ language, label: languageName(language, locale), current: language === beside })),
  ];
}

/** The page as residents see it, in the author's language and perhaps another; with what its conditions hide shown: an author wants to see what they are writing. */
export function previewsOf(ctx: Context, definition: AuthorForm, pageId: string, beside: string): readonly ShownPage[] {
  const shown = withoutConditions(definition, pageId);
  const other = beside !== ctx.locale && definition.languages.includes(beside) ? [beside] : [];
  return [ctx.locale, ...other].flatMap((language, i): ShownPage[] => {
    const turned = isLocale(language) ? shown : inLanguage(shown, language);
    const previewed = previewForm(turned, messages[ctx.locale].editor.stopgap());
    const drawn =
      previewed &&
      previewPage(
        previewed.form,
        { answers: {}, raw: {} },
        {
          pageId,
          locale: isLocale(language) ? language : 'de',
          now: ctx.now,
          judged: false,
          links: { save: '#', back: undefined, overview: undefined, item: () => '#' },
        },
      );
    return drawn
      ? [{ label: other.length > 0 ? languageName(language, ctx.locale) : '', body: withOtherIds(drawn.body, `seen${i}-`) }]
      : [];
  });
}

function withoutConditions(definition: AuthorForm, pageId: string): AuthorForm {
  const shown = (nodes: readonly AuthorNode[]): AuthorNode[] =>
    nodes.map(({ when: _when, requiredWhen: _required, ...node }) => {
      const fields = node.fields ? { fields: shown(node.fields) } : {};
      return { ...node, ...fields };
    });
  const pages = definition.pages
    .filter((one) => one.id === pageId)
    .map(({ when: _when, section: _section, ...one }) => ({ ...one, fields: shown(one.fields) }));
  const { rules: _rules, computed: _computed, fee: _fee, steps: _steps, outputs: _outputs, ...rest } = definition;
  return { ...rest, pages };
}
