import type { ProgramStart } from './program.ts';

/** A browser that is signed in or has begun something, and the page to ask for. */
export interface SignedInPage {
  readonly path: string;
  /** the whole Cookie header */
  readonly cookie: string;
}

/** A draft with every answer given, and who may send it. */
export interface CompleteDraft {
  readonly draftId: string;
  /** where its last button posts to */
  readonly submitPath: string;
  readonly cookie: string;
}

/** The house as an open database in this process; the composition root gives it. */
export interface HouseUnderTest {
  /** for the web process that is measured */
  readonly connectionString: string;
  readonly servicePath: string;
  readonly homePath: string;
  /** a question page of a draft that a signed-in person has begun */
  questionPage(): Promise<SignedInPage>;
  completeDrafts(count: number): Promise<readonly CompleteDraft[]>;
  /** Sends a draft through the use case. @throws Error when it is refused */
  submit(draft: CompleteDraft): Promise<void>;
  /** Rows that sending has left, to see that nothing was skipped. */
  countSent(): Promise<{ readonly submissions: number; readonly cases: number; readonly events: number }>;
  /** Adds so many generated cases; the work list of a clerk whose unit has its share of them. */
  workList(cases: number): Promise<SignedInPage>;
  /** Makes an invented list of this size the current edition. */
  importAddresses(streets: number, addresses: number): Promise<void>;
  /** A working copy of a form with so many fields; each call of the result changes one field and saves. */
  builder(fields: number): Promise<(round: number) => Promise<void>>;
  /** Renders a decision. */
  renderDecision(): Promise<Uint8Array>;
  /** Seals a PDF with the house's seal and a time stamp. */
  seal(pdf: Uint8Array, round: number): Promise<Uint8Array>;
  /** Sends attachments over FIT-Connect to an emulated service; close it afterwards. */
  fitConnect(): Promise<{ send(content: Uint8Array): Promise<void>; close(): Promise<void> }>;
  close(): Promise<void>;
}

/** What the composition root hands to the bench. */
export interface Ground {
  /** Loads the city and, unless in a hurry, its demo cases into an empty data folder; closes everything again. */
  prepare(options: { readonly quick: boolean }): Promise<void>;
  open(): Promise<HouseUnderTest>;
  /** how `amt <command>` is started on the data folder, with rate limits off and else as by default */
  program(command: 'start' | 'web', env?: Readonly<Record<string, string>>): ProgramStart;
  /** Removes the data folder. */
  remove(): Promise<void>;
}
