import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptKeys, publicKeys } from '@amt/deliveries';
import { readForms } from '@amt/forms';
import { readDemoPeople, readOrganisation } from '@amt/identity';
import {
  startAppointments,
  startBayernId,
  startFitConnect,
  startMailCatcher,
  startPaymentProvider,
  startStaffOidc,
  startTimeStampAuthority,
  startWebhookCatcher,
  type AppointmentsSimulator,
  type DestinationOption,
  type FitConnectSimulator,
  type PaymentProviderSimulator,
} from '@amt/simulators';
import { demoDelivery, simulatorPorts, type Environment } from './environment.ts';
import { listenFault } from './port-taken.ts';

export interface Simulators {
  /** web page with the mails that were sent */
  readonly mailPage: string;
  /** web pages with what went to other offices */
  readonly webhookPage: string;
  readonly fitConnectPage: string;
  readonly appointments: AppointmentsSimulator;
  readonly payments: PaymentProviderSimulator;
  close(): Promise<void>;
}

/**
 * Starts the counterparts of the demo city on ports of their own, all of them or none. Their keys and payments are kept in the data folder.
 * @throws Obstacle when one of the ports is taken
 */
export async function startSimulators(env: Environment): Promise<Simulators> {
  const port = Number(env['PORT']);
  const ports = simulatorPorts(port);
  const data = env['AMT_DATA'] ?? '';
  const origin = env['ORIGIN'] ?? '';
  const [{ residents }, { demoStaff }] = await Promise.all([
    readDemoPeople(env['AMT_CITY'] ?? ''),
    readOrganisation(env['AMT_CITY'] ?? ''),
  ]);
  const running: { close(): Promise<unknown> }[] = [];
  const close = async (): Promise<void> => void (await Promise.all(running.map((simulator) => simulator.close())));
  const start = async <Simulator extends { close(): Promise<unknown> }>(at: number, started: Promise<Simulator>): Promise<Simulator> => {
    const simulator = await started.catch((fault: unknown) => {
      throw listenFault(fault, port, at - port);
    });
    running.push(simulator);
    return simulator;
  };
  const starting = [
    start(
      ports.bayernId,
      startBayernId({
        port: ports.bayernId,
        people: residents,
        serviceProvider: `${origin}/saml/metadata`,
        keyFolder: join(data, 'simulators', 'bayernid'),
      }),
    ),
    start(ports.mailPage, startMailCatcher({ port: ports.mailPage, smtpPort: ports.smtp })),
    start(ports.timeStamps, startTimeStampAuthority({ port: ports.timeStamps, folder: join(data, 'simulators', 'time-stamps') })),
    start(
      ports.payments,
      startPaymentProvider({
        port: ports.payments,
        folder: join(data, 'simulators', 'payments'),
        callbackUrl: `${origin}/api/payments/callback`,
      }),
    ),
    start(
      ports.staffOidc,
      startStaffOidc({ port: ports.staffOidc, staff: demoStaff, clientId: 'digitales-amt', redirectUri: `${origin}/oidc/callback` }),
    ),
    start(ports.webhooks, startWebhookCatcher({ port: ports.webhooks, secret: demoDelivery.webhookSecret })),
    start(ports.fitConnect, startDeliveryService(env, ports.fitConnect)),
    start(ports.appointments, startAppointmentBook(env, ports.appointments)),
  ] as const;
  try {
    const [bayernId, mail, timeStamps, payments, , webhooks, fitConnect, appointments] = await Promise.all(starting);
    await trust(join(data, 'identity'), 'bayernid.crt', bayernId.certificate);
    await trust(join(data, 'trust'), 'time-stamp-simulator.pem', timeStamps.rootCertificate);
    return { mailPage: mail.url, webhookPage: webhooks.url, fitConnectPage: fitConnect.url, appointments, payments, close };
  } catch (fault) {
    await Promise.allSettled(starting);
    await close();
    throw fault;
  }
}

/** FIT-Connect with a destination of the city, whose public keys an operator would register, and one of a city beside it. */
async function startDeliveryService(env: Environment, port: number): Promise<FitConnectSimulator> {
  const data = env['AMT_DATA'] ?? '';
  // half the size that FIT-Connect asks for: made at the first start while somebody waits, and guards nothing
  const bits = 2048;
  const keys = await keptKeys(join(data, 'fit-connect'), bits);
  const { client, callbackSecret, ownDestination, otherDestination, schemaUri, leikaKey } = demoDelivery;
  return startFitConnect({
    port,
    folder: join(data, 'simulators', 'fit-connect'),
    keyBits: bits,
    client,
    callback: { url: `${env['ORIGIN'] ?? ''}/api/fit-connect/callback`, secret: callbackSecret },
    destinations: [
      { destinationId: ownDestination, name: 'Diese Stadt', schemaUri, leikaKey, publicKeys: publicKeys(keys) },
      { destinationId: otherDestination, name: 'Nachbarstadt', schemaUri, leikaKey },
      ...(await destinationsOf(env['AMT_CITY'] ?? '')),
    ],
  });
}

/** Times for the services that the city's forms ask an appointment for. */
async function startAppointmentBook(env: Environment, port: number): Promise<AppointmentsSimulator> {
  const { forms } = await readForms(env['AMT_CITY'] ?? '');
  const services = forms.flatMap(({ definition: { steps = [] } }) =>
    steps.flatMap((step) => (step.kind === 'appointment' ? [step.service] : [])),
  );
  const offices = [
    { id: 101, name: 'Dienststelle Mitte' },
    { id: 102, name: 'Dienststelle Süd' },
  ];
  return startAppointments({ port, services: [...new Set(services)], offices });
}

/** The authorities that the city's forms hand over to, named after the form. */
async function destinationsOf(city: string): Promise<DestinationOption[]> {
  const { forms } = await readForms(city);
  return forms.flatMap(({ definition: { title, outputs = [] } }) =>
    outputs.flatMap((output) => {
      if (output.kind !== 'fit-connect') return [];
      const { destinationId, schemaUri, leikaKey } = output;
      return [{ destinationId, schemaUri, leikaKey, name: `Zielbehörde: ${title.de}` }];
    }),
  );
}

/** What an operator does once with the certificates of the real counterparts: puts them where the house looks for them. */
async function trust(folder: string, name: string, certificate: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, name), certificate);
}
