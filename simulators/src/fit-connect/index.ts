export { startFitConnect } from './start-fit-connect.ts';
export type { DestinationOption } from './delivery-service.ts';
export type { FitConnectOptions, FitConnectSimulator } from './start-fit-connect.ts';
export type { FitConnectBehaviour, OpenedSubmission } from './state.ts';
export type { SenderFault, ToSend } from './content.ts';
