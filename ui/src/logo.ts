import { type Html, trusted } from '@amt/html';

/**
 * The mark of the house, drawn for it: two towers with round caps on a dark ground, joined by a golden line like a counter
 * between two sides. It is not the city's coat of arms.
 */
export function logo(): Html {
  return trusted(
    '<svg class="amt-logo" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false"><rect class="amt-logo__ground" width="48" height="48" rx="11"></rect><path class="amt-logo__tower" d="M11 36V21c0-4.500 2.600-5.600 4.500-9 1.900 3.400 4.500 4.500 4.500 9v15ZM28 36V21c0-4.500 2.600-5.600 4.500-9 1.900 3.400 4.500 4.500 4.500 9v15Z"></path><path class="amt-logo__line" d="M11 25.500h26v4H11Z"></path></svg>',
  );
}
