export { default } from './module.ts';
export { planDeliveries } from './plan-deliveries.ts';
export { deliveriesOfSubmission } from './delivery-store.ts';
export type { Delivery, DeliveryKind, DeliveryState } from './tables.ts';
export { fitConnectReceiver } from './fit-connect/receiver.ts';
export type { ArrivedFile, ArrivedSubmission, Intake } from './fit-connect/intake.ts';
export { keptKeys, publicKeys } from './fit-connect/own-keys.ts';
export type { OwnKeys } from './fit-connect/own-keys.ts';
