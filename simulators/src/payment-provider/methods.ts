/** Ways to pay that the simulated provider offers; XBezahldienste names only some and calls the others OTHER. */
export const methods = [
  {
    id: 'card',
    code: 'CREDITCARD',
    name: { de: 'Kreditkarte', en: 'Credit card' },
    note: { de: 'Visa, Mastercard', en: 'Visa, Mastercard' },
  },
  {
    id: 'paypal',
    code: 'PAYPAL',
    name: { de: 'PayPal', en: 'PayPal' },
    note: { de: 'Mit Ihrem PayPal-Konto', en: 'With your PayPal account' },
  },
  {
    id: 'wero',
    code: 'OTHER',
    name: { de: 'Wero', en: 'Wero' },
    note: { de: 'Direkt aus der App Ihrer Bank', en: 'Straight from your bank’s app' },
  },
  {
    id: 'sepa',
    code: 'OTHER',
    name: { de: 'SEPA-Lastschrift', en: 'SEPA direct debit' },
    note: { de: 'Einzug von Ihrem Girokonto', en: 'Taken from your current account' },
  },
] as const;

export type MethodId = (typeof methods)[number]['id'];

export function methodOf(id: string | undefined): (typeof methods)[number] {
  return methods.find((method) => method.id === id) ?? methods[0];
}
