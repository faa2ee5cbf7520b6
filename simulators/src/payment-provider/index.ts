export { startPaymentProvider } from './start-payment-provider.ts';
export type { Behaviour, Outcome, PaymentProviderOptions, PaymentProviderSimulator } from './start-payment-provider.ts';
export type { StoredTransaction } from './transaction-file.ts';
