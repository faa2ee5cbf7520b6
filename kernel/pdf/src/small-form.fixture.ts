import { millimetre } from './a4.ts';
import { TaggedWriter } from './tagged-writer.ts';

/** What can be done wrong when a form is made. */
export interface Mistakes {
  /** tooltips of the two lines */
  readonly tooltips?: readonly [string, string];
}

/** A form of two pages with a field of each kind, a figure and a table-free text: as small as a tagged form can be. */
export function smallForm({ tooltips = ['First name', 'Second name'] }: Mistakes = {}): Uint8Array {
  const writer = new TaggedWriter(
    { lang: 'en-GB', title: 'Small form', author: 'Tests', createdAt: Temporal.Instant.from('2026-01-01T00:00:00Z') },
    { top: 20 * millimetre, bottom: 270 * millimetre },
  );
  const style = { x: 60, width: 400, size: 10, leading: 14 };
  const section = writer.element('Sect');
  writer.flow(writer.element('H1', section), 'H1', 'Small form', style);
  writer.flow(writer.element('H2', section), 'H2', 'Names', style);
  const figure = writer.element('Figure', section, { alt: 'A square', bbox: [300, 100, 310, 110] });
  writer.content(figure, 'Figure', (doc) => doc.rect(300, 100, 10, 10).fill('#000000'));
  writer.artifact('Layout', (doc) => doc.rect(60, 150, 200, 20).stroke());
  const parent = writer.element('P', section);
  const { fields } = writer;
  fields.text({ name: 'name.first', tooltip: tooltips[0], at: { x: 60, y: 150, width: 200, height: 20 }, parent });
  const group = fields.radioGroup({ name: 'way', tooltip: 'Way' });
  group.button({ state: 'here', tooltip: 'Way: here', at: { x: 60, y: 200, width: 12, height: 12 }, parent });
  group.button({ state: 'there', tooltip: 'Way: there', at: { x: 90, y: 200, width: 12, height: 12 }, parent });
  writer.nextPage();
  const second = writer.element('P', section);
  fields.text({ name: 'name.second', tooltip: tooltips[1], at: { x: 60, y: 150, width: 200, height: 20 }, parent: second });
  fields.checkBox({ name: 'agreed', tooltip: 'Agreed', state: 'yes', at: { x: 60, y: 200, width: 12, height: 12 }, parent: second });
  fields.choice({
    name: 'colour',
    tooltip: 'Colour',
    options: [{ value: 'red', label: 'Red' }],
    at: { x: 60, y: 250, width: 100, height: 20 },
    parent: second,
  });
  return writer.finish(() => {});
}
