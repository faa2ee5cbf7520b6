export { startFitConnect } from './start-fit-connect.ts';
export type { DestinationOption, FitConnectOptions, FitConnectSimulator } from './start-fit-connect.ts';
export type { FitConnectBehaviour, OpenedSubmission } from './state.ts';
export type { SenderFault, ToSend } from './content.ts';
