import addresses from '@amt/addresses';
import applications, { takeInFitConnect } from '@amt/applications';
import { audit } from '@amt/audit';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import deliveries, { fitConnectReceiver } from '@amt/deliveries';
import counter from '@amt/counter';
import { envelope } from '@amt/envelope';
import documents from '@amt/documents';
import formApi from '@amt/form-api';
import formAuthoring from '@amt/form-authoring';
import forms from '@amt/forms';
import { httpModule } from '@amt/http';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { checkModules, sortModules, type Module } from '@amt/module';
import onlineServices from '@amt/online-services';
import payments from '@amt/payments';
import { portal } from '@amt/portal';
import signatures from '@amt/signatures';
import { housekeeping } from './housekeeping.ts';

/** All modules of the house, each after those it builds on. A new one is added here. */
export const modules: readonly Module[] = sortModules([
  httpModule,
  audit,
  envelope,
  identity,
  catalogue,
  addresses,
  forms,
  mailbox,
  documents,
  payments,
  signatures,
  cases,
  deliveries,
  applications,
  fitConnectReceiver(takeInFitConnect, { applications }),
  onlineServices,
  formApi,
  counter,
  formAuthoring,
  portal(() => modules),
  housekeeping(() => modules),
]);

checkModules(modules);
