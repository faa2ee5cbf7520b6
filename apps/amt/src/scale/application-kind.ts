import { caseTypes, type CaseTypeDefinition } from '@amt/cases';
import { services } from '@amt/catalogue';
import { officeDate } from '@amt/clock';
import type { Db } from '@amt/db';
import {
  evaluate,
  offeredForm,
  summaryOf,
  type Answers,
  type CompiledForm,
  type Evaluation,
  type Json,
  type SubmittedFee,
  type Summary,
} from '@amt/forms';
import { staffOfUnit, unitById, type Staff } from '@amt/identity';
import { formatDate, pick } from '@amt/i18n';
import type { FileStore } from '@amt/files';
import type { DemoCity } from '../demo/demo-city.ts';
import { exampleFile, type ExampleFile } from '../demo/example-file.ts';
import type { Resident } from './resident.ts';

/** What all generated applications for a service share: worked out once, because the answers differ in the person alone. */
export interface ApplicationKind {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly unitName: string;
  readonly type: CaseTypeDefinition;
  readonly typeHash: string;
  readonly formId: string;
  readonly formHash: string;
  readonly keptMonths: number;
  readonly staff: readonly Staff[];
  readonly filled: (resident: Resident) => FilledForm;
}

export interface FilledForm {
  readonly answers: Answers;
  readonly computed: Evaluation['computed'];
  readonly facts: Evaluation['facts'];
  readonly summary: Summary;
  readonly fee: { readonly lines: SubmittedFee['lines']; readonly totalCents: number };
  readonly files: readonly (ExampleFile & { readonly id: string })[];
}

/** Kinds of applications of the city: services with form and case type for which the demo city has an application to go by. */
export async function applicationKinds(
  from: { readonly db: Db; readonly files: FileStore; readonly now: Temporal.Instant },
  demo: DemoCity,
): Promise<ApplicationKind[]> {
  const { db } = from;
  const kinds: ApplicationKind[] = [];
  const published = new Map((await caseTypes(db)).map((type) => [type.id, type]));
  for (const service of await services(db)) {
    const model = demo.cases.find((one) => one.service === service.id && one.person !== undefined);
    const type = published.get(service.caseTypeId ?? '');
    const form = service.formId === undefined ? undefined : await offeredForm(db, service.formId);
    if (!model || !type || !form) continue;
    const typeHash = await publishedHash(db, type);
    const unit = await unitById(db, type.unitId);
    kinds.push({
      serviceId: service.id,
      serviceName: pick(service.name, 'de'),
      unitName: unit ? pick(unit.name, 'de') : type.unitId,
      type,
      typeHash,
      formId: form.definition.id,
      formHash: form.hash,
      keptMonths: form.definition.retention.submissionMonths,
      staff: await staffOfUnit(db, type.unitId),
      filled: await filledBy(form, model, from),
    });
  }
  return kinds;
}

async function publishedHash(db: Db, { id, version }: CaseTypeDefinition): Promise<string> {
  const { hash } = await db
    .selectFrom('cases.caseType')
    .select('hash')
    .where('id', '=', id)
    .where('version', '=', version)
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return hash;
}

/** Evaluates the model's answers once and puts a person into answers and summary for each application. */
async function filledBy(
  form: CompiledForm,
  model: DemoCity['cases'][number],
  { files, now }: { files: FileStore; now: Temporal.Instant },
): Promise<ApplicationKind['filled']> {
  const today = officeDate(now);
  const facts = { today: today.toString(), signedIn: true, trustLevel: 'substantial' };
  let given = dated(model.answers, today);
  const uploaded: (ExampleFile & { id: string })[] = [];
  for (const [path, names] of Object.entries(model.files ?? {})) {
    const answers = await Promise.all(names.map(async (name) => ({ id: crypto.randomUUID(), ...(await exampleFile(files, name)) })));
    uploaded.push(...answers);
    given = withFiles(given, path.split('.'), answers);
  }
  const personal = form.tree.nodes.filter(({ owner, def }) => owner === undefined && 'prefill' in def && def.prefill !== undefined);
  const evaluated = evaluate(
    form,
    { ...(given as Answers), ...Object.fromEntries(personal.map(({ id, def }) => [id, placeholder(def)])) },
    facts,
  );
  const summary = summaryOf(form, { answers: evaluated.answers, facts, provenance: {} }, 'de');
  const fee = {
    lines: evaluated.fee.lines.map(({ line, cents }) => ({ id: line.id, label: line.label, cents })),
    totalCents: evaluated.fee.totalCents,
  };
  return ({ attributes }) => {
    const own = new Map(personal.map(({ id, def }) => [id, ownAnswer('prefill' in def ? def.prefill : undefined, attributes)]));
    return {
      answers: { ...evaluated.values, ...Object.fromEntries(own) },
      computed: evaluated.computed,
      facts,
      fee,
      files: uploaded,
      summary: summary.map((section) => ({
        ...section,
        rows: section.rows.map((row) => ({ ...row, value: own.has(row.path) ? textOf(own.get(row.path)) : row.value })),
      })),
    };
  };
}

/** Stands for the person's own answer while the form is evaluated; of a kind that the rules accept. */
function placeholder(def: object): Json {
  const prefill = 'prefill' in def ? def.prefill : undefined;
  return ownAnswer(prefill, {
    givenName: 'Ada',
    surname: 'Altbauer',
    birthDate: '1980-01-01',
    street: 'Ahornstraße',
    houseNumber: '1',
    postalCode: '80331',
    city: 'München',
    mail: 'bewohner@example.org',
  });
}

function ownAnswer(prefill: unknown, attributes: Readonly<Record<string, string>>): Json {
  const { street = '', houseNumber = '', postalCode = '', city = '' } = attributes;
  if (prefill === 'address') return { street, houseNumber, postalCode, city };
  return typeof prefill === 'string' ? (attributes[prefill] ?? '') : '';
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(Temporal.PlainDate.from(value), 'de') : value;
  const { street, houseNumber, postalCode, city } = value as Readonly<Record<string, string>>;
  return `${street} ${houseNumber}\n${postalCode} ${city}`;
}

/** `day+7` of the demo city becomes a date. */
function dated(value: Json, today: Temporal.PlainDate): Json {
  if (Array.isArray(value)) return value.map((one: Json) => dated(one, today));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]: [string, Json]) => [key, dated(one, today)]));
  const [, days] = (typeof value === 'string' && /^day([+-]\d+)$/.exec(value)) || [];
  return days === undefined ? value : today.add({ days: Number(days) }).toString();
}

function withFiles(value: Json, [step = '', ...rest]: readonly string[], files: readonly Json[]): Json {
  if (Array.isArray(value)) return value.map((one: Json, index) => (String(index) === step ? withFiles(one, rest, files) : one));
  const object = value as Readonly<Record<string, Json>>;
  return { ...object, [step]: rest.length === 0 ? files : withFiles(object[step] ?? {}, rest, files) };
}
