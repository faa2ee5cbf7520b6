import { html, type Html } from '@amt/html';
import { button, element, radios, select, textField } from '@amt/ui';
import type { Scope } from '../conditions/operands.ts';
import type { DraftTerm, ValueDraft } from '../conditions/value-draft.ts';
import { messages } from '../messages.ts';
import { groupParts, idOf, type RowsProps, whereView } from './condition-rows.ts';

/** The terms of a sum. */
export function calculationView(props: RowsProps, draft: ValueDraft, scope: Scope): Html {
  const { locale, errors } = props;
  const m = messages[locale].condition;
  const numbers = scope.operands.filter(({ type }) => type === 'number' || type === 'money');
  const errorOf = (field: string): { error?: string } => {
    const error = errors.find((one) => one.field === idOf(field))?.message;
    return error === undefined ? {} : { error };
  };
  const rows = draft.terms.map(
    (term, i) => html`<div class="amt-condition__item" id="t${i}" role="group" aria-label="${m.row({ number: i + 1 })}">
      <div class="amt-condition__row">
        ${textField({ name: `t${i}.amount`, label: draft.unit === 'money' ? m.euros() : m.number(), locale, optional: true, value: term.amount, ...errorOf(`t${i}.amount`) })}
        ${select({ name: `t${i}.times`, label: m.times(), locale, optional: true, empty: m.once(), value: term.times, options: numbers.map(({ key, label }) => ({ value: key, label })), ...errorOf(`t${i}.times`) })}
        ${button({ label: m.removeRow(), name: '_do', value: `remove:t${i}`, kind: 'link', small: true, icon: 'trash' })}
      </div>
      ${entriesPart(props, term, scope, i)}
    </div>`,
  );
  return html`<input type="hidden" name="terms" value="${draft.terms.length}" />${radios({
    name: 'unit',
    label: m.unit(),
    locale,
    inline: true,
    value: draft.unit,
    options: [
      { value: 'money', label: m.money() },
      { value: 'number', label: m.plainNumber() },
    ],
  })}
    <p>${m.sumHint()}</p>
    <div class="amt-condition">${rows}</div>
    ${button({ label: m.addTerm(), name: '_do', value: 'add-term', kind: 'secondary', small: true, icon: 'add', formAction: `${props.action}#t${draft.terms.length}` })}
    ${textField({ name: 'places', label: m.places(), hint: m.placesHint(), locale, optional: true, width: 4, value: draft.places, ...errorOf('places') })}`;
}

/** Of a count or a sum: which entries. */
function entriesPart(props: RowsProps, { times, where }: DraftTerm, scope: Scope, i: number): Html {
  const over = scope.byKey(times)?.over;
  const body = over === undefined ? '' : whereView(props, where, scope.into(over), `t${i}.w`, 1);
  return element('div', { id: `t${i}-below`, class: 'amt-condition__part' }, body);
}

/** Parts of all terms, for the script `live`. */
export function calculationParts(props: RowsProps, draft: ValueDraft, scope: Scope): Html[] {
  return draft.terms.flatMap((term, i) => {
    const over = scope.byKey(term.times)?.over;
    const inner = over !== undefined && term.where ? groupParts(props, term.where, scope.into(over), `t${i}.w`, 1) : [];
    return [entriesPart(props, term, scope, i), ...inner];
  });
}
