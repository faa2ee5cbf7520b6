export { startAppointments } from './start-appointments.ts';
export type { AppointmentsOptions, AppointmentsSimulator, BookedAppointment } from './start-appointments.ts';
