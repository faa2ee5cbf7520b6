import { type Html, html } from '@amt/html';
import { element } from '../element.ts';

/** Size of the box a signature is drawn in, in the units of its path. */
export const signatureBox = { width: 400, height: 100 } as const;

/**
 * A box to draw a signature in, beside a field for the name. It is shown by the module `signature` alone: without scripts the typed name is the
 * signature. The drawing is kept as the data of an SVG path.
 */
export function signatureField(props: {
  readonly name: string;
  readonly value: string | undefined;
  readonly label: string;
  readonly clear: string;
}): Html {
  return html`<amt-signature class="amt-signature" data-label="${props.label}" data-clear="${props.clear}"
    >${element('input', { type: 'hidden', name: props.name, value: props.value ?? '' })}</amt-signature
  >`;
}
