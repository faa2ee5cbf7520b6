import { type Html, trusted } from '@amt/html';

/**
 * The mark of the house, drawn for it: two towers with round caps on a dark ground, joined by a golden line like a counter
 * between two sides. It is not the city's coat of arms.
 */
export function logo(): Html {
  return trusted(
    '<svg class="amt-logo" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false"><rect class="amt-logo__ground" width="48" height="48" rx="11"></rect><path class="amt-logo__tower" d="M11 37V20.500a4.500 4.500 0 0 1 3.300-4.340L15.5 11l1.200 5.160A4.500 4.500 0 0 1 20 20.500V37ZM28 37V20.500a4.500 4.500 0 0 1 3.300-4.340L32.5 11l1.200 5.160A4.500 4.500 0 0 1 37 20.500V37Z"></path><path class="amt-logo__line" d="M11 26.500h26v4H11Z"></path></svg>',
  );
}
