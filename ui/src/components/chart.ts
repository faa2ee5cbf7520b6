import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, formatNumber } from '@amt/i18n';
import { element } from '../element.ts';

export interface ChartRow {
  readonly label: HtmlValue;
  /** zero or more */
  readonly value: number;
  /** the value as people read it; default the plain number */
  readonly shown?: string;
}

export interface ChartProps {
  readonly title: HtmlValue;
  /** where the section's heading says the same */
  readonly hideTitle?: boolean;
  readonly rows: readonly ChartRow[];
  /** headings of the two columns */
  readonly columns: readonly [string, string];
  readonly locale: Locale;
}

const shownOf = (row: ChartRow, locale: Locale): string => row.shown ?? formatNumber(row.value, locale);

/** A table whose rows carry a bar each: the chart and its data are one thing, read the same by everyone. */
export function barChart(props: ChartProps): Html {
  const largest = Math.max(1, ...props.rows.map((row) => row.value));
  return html`<table class="amt-bars">
    ${element('caption', { class: props.hideTitle ? 'amt-hidden' : 'amt-bars__title' }, props.title)}
    <thead class="amt-hidden">
      <tr>
        <th scope="col">${props.columns[0]}</th>
        <th scope="col">${props.columns[1]}</th>
      </tr>
    </thead>
    <tbody>
      ${props.rows.map(
        (row) =>
          html`<tr>
            <th scope="row" class="amt-bars__label">${row.label}</th>
            <td class="amt-bars__cell">
              <svg
                class="amt-bars__bar"
                viewBox="0 0 100 10"
                width="100"
                height="10"
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
              >
                <rect class="amt-bars__ground" width="100" height="10"></rect>
                <rect class="amt-bars__value" width="${((row.value / largest) * 100).toFixed(2)}" height="10"></rect></svg
              ><span class="amt-bars__figure">${shownOf(row, props.locale)}</span>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Columns over time (months, weeks), with the same figures as a table behind a disclosure. */
export function columnChart(props: ChartProps & { readonly tableLabel: string }): Html {
  const largest = Math.max(1, ...props.rows.map((row) => row.value));
  const width = 100 / Math.max(1, props.rows.length);
  return html`<figure class="amt-columns">
    <figcaption class="amt-columns__title">${props.title}</figcaption>
    <svg
      class="amt-columns__plot"
      viewBox="0 0 100 40"
      width="100"
      height="40"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      ${[10, 20, 30].map((y) => html`<rect class="amt-columns__line" x="0" y="${y}" width="100" height="0.150"></rect>`)}${props.rows.map(
        (row, index) => {
          const height = (row.value / largest) * 38;
          return html`<rect
            class="amt-columns__column"
            x="${(index * width + width * 0.2).toFixed(2)}"
            y="${(40 - height).toFixed(2)}"
            width="${(width * 0.6).toFixed(2)}"
            height="${height.toFixed(2)}"
          ></rect>`;
        },
      )}
    </svg>
    <div class="amt-columns__labels" aria-hidden="true">${props.rows.map((row) => html`<span>${row.label}</span>`)}</div>
    <details class="amt-columns__data">
      <summary>${props.tableLabel}</summary>
      ${plainTable(props)}
    </details>
  </figure>`;
}

function plainTable(props: ChartProps): Html {
  return html`<table class="amt-table amt-table--dense">
    <caption class="amt-hidden">
      ${props.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${props.columns[0]}</th>
        <th scope="col" class="amt-table__numeric">${props.columns[1]}</th>
      </tr>
    </thead>
    <tbody>
      ${props.rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.label}</th>
            <td class="amt-table__numeric">${shownOf(row, props.locale)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Parts of a whole (at most six, else take {@link barChart}), with legend and figures as a table beside. */
export function donut(props: ChartProps & { /** in the middle, e.g. the sum */ readonly centre?: string }): Html {
  const sum = props.rows.reduce((total, row) => total + row.value, 0) || 1;
  let start = 0;
  const arcs = props.rows.map((row, index) => {
    const share = (row.value / sum) * 100;
    const arc = element('circle', {
      class: `amt-donut__arc amt-donut__arc--${index % 6}`,
      cx: 60,
      cy: 60,
      r: 48,
      pathLength: 100,
      'stroke-dasharray': `${Math.max(0, share - 0.6).toFixed(2)} 100`,
      'stroke-dashoffset': (-start).toFixed(2),
      transform: 'rotate(-90 60 60)',
    });
    start += share;
    return arc;
  });
  return html`<div class="amt-donut">
    <svg class="amt-donut__plot" viewBox="0 0 120 120" width="160" height="160" aria-hidden="true" focusable="false">
      ${arcs}${
        props.centre === undefined
          ? ''
          : html`<text class="amt-donut__centre" x="60" y="61" text-anchor="middle" dominant-baseline="middle">${props.centre}</text>`
      }
    </svg>
    <table class="amt-donut__table">
      <caption class="amt-donut__title">
        ${props.title}
      </caption>
      <thead class="amt-hidden">
        <tr>
          <th scope="col">${props.columns[0]}</th>
          <th scope="col">${props.columns[1]}</th>
        </tr>
      </thead>
      <tbody>
        ${props.rows.map(
          (row, index) =>
            html`<tr>
              <th scope="row">
                <svg
                  class="amt-donut__key amt-donut__arc--${index % 6}"
                  viewBox="0 0 10 10"
                  width="12"
                  height="12"
                  aria-hidden="true"
                  focusable="false"
                >
                  <rect width="10" height="10" rx="2"></rect></svg
                >${row.label}
              </th>
              <td>${shownOf(row, props.locale)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
