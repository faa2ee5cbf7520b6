import { type Html, type HtmlValue, html } from '@amt/html';
import { element, words } from '../element.ts';

export interface Column<Row> {
  readonly label: HtmlValue;
  readonly cell: (row: Row) => HtmlValue;
  /** aligned to the end, figures of equal width */
  readonly numeric?: boolean;
  /** the cell names the row (one column per table) */
  readonly rowHeader?: boolean;
  /** the heading is read aloud only: for columns with buttons */
  readonly hideLabel?: boolean;
  /** no line break in the cells: dates, references */
  readonly tight?: boolean;
}

export interface TableProps<Row> {
  readonly caption: HtmlValue;
  /** read aloud only, when a heading above says the same */
  readonly hideCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** less room between lines: staff lists */
  readonly dense?: boolean;
  /** last line with sums; one value per column */
  readonly footer?: readonly HtmlValue[];
  readonly id?: string;
  /** shown instead of the table when there are no rows */
  readonly empty?: HtmlValue;
}

/** Rows and columns; on phones each row becomes a block of label and value. */
export function table<Row>(props: TableProps<Row>): Html {
  if (props.rows.length === 0 && props.empty !== undefined) return html`${props.empty}`;
  const cell = (column: Column<Row>, value: HtmlValue): Html =>
    element(
      column.rowHeader ? 'th' : 'td',
      {
        class: words(column.numeric && 'amt-table__numeric', column.tight && 'amt-table__tight'),
        scope: column.rowHeader ? 'row' : undefined,
      },
      column.rowHeader || column.hideLabel ? '' : html`<span class="amt-table__label" aria-hidden="true">${column.label}</span>`,
      html`<div class="amt-table__value">${value}</div>`,
    );
  return html`<div class="amt-table-wrap">
    ${element(
      'table',
      { class: words('amt-table', props.dense && 'amt-table--dense'), id: props.id },
      html`<caption class="${words('amt-table__caption', props.hideCaption && 'amt-hidden')}">
          ${props.caption}
        </caption>
        <thead>
          <tr>
            ${props.columns.map((column) =>
              element(
                'th',
                { scope: 'col', class: words(column.numeric && 'amt-table__numeric') },
                column.hideLabel ? html`<span class="amt-hidden">${column.label}</span>` : column.label,
              ),
            )}
          </tr>
        </thead>
        <tbody>
          ${props.rows.map(
            (row) =>
              html`<tr>
                ${props.columns.map((column) => cell(column, column.cell(row)))}
              </tr>`,
          )}
        </tbody>
        ${
          props.footer === undefined
            ? ''
            : html`<tfoot>
                <tr>
                  ${props.columns.map((column, index) => cell(column, props.footer?.[index]))}
                </tr>
              </tfoot>`
        }`,
    )}
  </div>`;
}
