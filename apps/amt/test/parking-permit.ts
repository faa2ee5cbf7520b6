import assert from 'node:assert/strict';
import { signIn } from './sign-in.ts';
import type { Visitor } from './visitor.ts';

/** The words of the journey as residents read them. */
export const words = {
  de: {
    home: '/de/',
    search: 'Leistung oder Stichwort',
    searchButton: 'Suchen',
    query: 'Parkausweis',
    service: 'Bewohnerparkausweis',
    apply: 'Online beantragen',
    signIn: 'Mit BayernID anmelden',
    begin: 'Antrag beginnen',
    continue: 'Weiter',
    residence: 'Ist das Ihre Haupt- oder Nebenwohnung?',
    main: 'Hauptwohnung',
    area: 'In welchem Parklizenzgebiet wohnen Sie?',
    privateParking: 'Haben Sie einen privaten Stellplatz oder eine Garage?',
    plate: 'Amtliches Kennzeichen',
    keeper: 'Auf wen ist das Fahrzeug zugelassen?',
    self: 'Auf mich',
    electric: 'Ist es ein Elektrofahrzeug mit E-Kennzeichen?',
    long: 'Ist das Fahrzeug länger als sechs Meter?',
    yes: 'Ja',
    no: 'Nein',
    proof: /Fahrzeugschein/,
    day: 'Tag',
    month: 'Monat',
    year: 'Jahr',
    mail: 'E-Mail-Adresse',
    truth: /Meine Angaben sind vollständig und richtig/,
    check: 'Prüfen Sie Ihre Angaben',
    submit: /Antrag absenden und 30,00.€ bezahlen/,
    pay: 'Jetzt bezahlen',
    payNow: 'Jetzt zahlen',
    paid: 'Vielen Dank, Ihre Zahlung ist da',
    arrived: 'Ihr Antrag ist angekommen',
    receipt: /Eingangsbestätigung/,
  },
  en: {
    home: '/en/',
    search: 'Service or keyword',
    searchButton: 'Search',
    query: 'parking permit',
    service: 'Resident parking permit',
    apply: 'Apply online',
    signIn: 'Sign in with BayernID',
    begin: 'Start application',
    continue: 'Continue',
    residence: 'Is this your main or secondary residence?',
    main: 'Main residence',
    area: 'Which licence area do you live in?',
    privateParking: 'Do you have a private parking space or a garage?',
    plate: 'Number plate',
    keeper: 'To whom is the vehicle registered?',
    self: 'To me',
    electric: 'Is it an electric vehicle with an E plate?',
    long: 'Is the vehicle longer than six metres?',
    yes: 'Yes',
    no: 'No',
    proof: /Vehicle registration certificate/,
    day: 'Day',
    month: 'Month',
    year: 'Year',
    mail: 'E-mail address',
    truth: /complete and correct/,
    check: 'Check your answers',
    submit: /Send application and pay €30\.00/,
    pay: 'Pay now',
    payNow: 'Pay now',
    paid: 'Thank you, your payment has arrived',
    arrived: 'We have received your application',
    receipt: /Confirmation of receipt/,
  },
} as const;

export type Language = keyof typeof words;

/** A photo-sized PDF that people upload as a proof. */
export const proof = {
  name: 'Fahrzeugschein.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
};

/** From the home page to the first question. */
export async function findAndBegin(resident: Visitor, language: Language, person: string): Promise<void> {
  const w = words[language];
  await resident.go(w.home);
  await resident.write(w.search, w.query);
  await resident.press(w.searchButton);
  await resident.press(w.service);
  assert.equal(await resident.heading(), w.service);
  await resident.press(w.apply, 'not signed in');
  await resident.press(w.signIn);
  await signIn(resident, person);
  await resident.press(w.begin);
}

/** Straight to the first question, signed in. */
export async function beginPermit(resident: Visitor, person: string): Promise<void> {
  const w = words.de;
  await resident.go('/de/antrag-beginnen/bewohnerparkausweis');
  await resident.press(w.signIn);
  await signIn(resident, person);
  await resident.press(w.begin);
}

/** All questions, one page after the other; name and address stand there already. */
export async function answerQuestions(
  resident: Visitor,
  language: Language,
  expected: { readonly givenName: string; readonly street: string },
  plate = 'M-AL 1988',
): Promise<void> {
  const w = words[language];
  const { page } = resident;
  await showsAlready(resident, expected.givenName);
  await resident.press(w.continue);
  await showsAlready(resident, expected.street);
  await resident.choose(w.residence, w.main);
  await resident.press(w.continue);
  await chooseFromList(resident, w.area, 'Westend');
  await resident.choose(w.privateParking, w.no);
  await resident.press(w.continue);
  await resident.write(w.plate, plate);
  await resident.choose(w.keeper, w.self);
  await resident.choose(w.electric, w.no);
  await resident.choose(w.long, w.no);
  await resident.press(w.continue);
  // no further vehicles
  await resident.press(w.continue);
  await page.getByLabel(w.proof).setInputFiles(proof);
  await resident.press(w.continue);
  const start = Temporal.Now.plainDateISO().add({ days: 7 });
  await resident.write(w.day, String(start.day));
  await resident.write(w.month, String(start.month));
  await resident.write(w.year, String(start.year));
  await resident.press(w.continue);
  assert.match(await page.getByLabel(w.mail).inputValue(), /@example\.org$/);
  await resident.press(w.continue);
  await page.getByText(w.truth).click();
  await resident.press(w.continue);
  assert.equal(await resident.heading(), w.check);
}

/** Sends the checked application and pays at the provider. */
export async function submitAndPay(resident: Visitor, language: Language): Promise<void> {
  const w = words[language];
  await resident.press(w.submit);
  await payFee(resident, language);
  await resident.press(w.continue, 'paid');
}

/** From our page with the amount to the provider and back to "your payment has arrived". */
export async function payFee(resident: Visitor, language: Language): Promise<void> {
  const w = words[language];
  const { page } = resident;
  await resident.press(w.pay);
  await page.getByRole('button', { name: w.payNow }).click();
  await page.getByRole('heading', { level: 1, name: w.paid }).waitFor();
  await resident.examine();
}

/** Stands there as a confirmed answer, or in a field that can still be changed. */
async function showsAlready({ page }: Visitor, text: string): Promise<void> {
  const fields = await page
    .locator('main input')
    .evaluateAll((inputs) => inputs.map((input) => (input as unknown as { value: string }).value));
  assert.match([await page.locator('main').innerText(), ...fields].join('\n'), new RegExp(`^${text}$`, 'm'));
}

/** A long list: a box with suggestions where scripts run, else a select. */
async function chooseFromList({ page }: Visitor, label: string, option: string): Promise<void> {
  const box = page.getByLabel(label);
  const isSelect = await box.evaluate((element) => element.tagName === 'SELECT');
  if (isSelect) return void (await box.selectOption({ label: option }));
  await box.fill(option.slice(0, 4));
  await page.getByRole('option', { name: option, exact: true }).click();
}
