import { idFromWords } from '@amt/forms';
import { SiblingIds, nodeId } from '@amt/form-standards';
import { ImportFault } from './import-fault.ts';

const mostNodes = 5000;

/** Ids that are readable and used once among siblings. */
export class NodeNames {
  readonly #ids = new SiblingIds();
  #count = 0;

  constructor() {
    // in answers of a choice this is the chosen branch
    this.#ids.take('choice');
  }

  /** For what is inside of a node that has a path of its own. */
  fresh(): NodeNames {
    return new NodeNames();
  }

  /** The name a product uses, where it says something; else made from the first words of the label. */
  take(name: string | undefined, label: string): string {
    if (++this.#count > mostNodes)
      throw new ImportFault({ code: 'too-many-values', message: `more than ${mostNodes} fields side by side` });
    return this.#ids.take(name !== undefined && saysSomething(name) ? joined(name) : wordsId(label, name ?? 'feld'));
  }
}

/** `applicant.first-name` gives `applicantFirstName`. */
function joined(name: string): string {
  const [first = '', ...rest] = name.split(/[^A-Za-z0-9ÄÖÜäöüß]+/).filter((part) => part !== '');
  return `${first}${rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')}`.slice(0, 50);
}

/** Numbers and UUIDs say nothing. */
function saysSomething(name: string): boolean {
  return name.length <= 50 && /[A-Za-z]{1}/.test(name) && !/^[0-9a-f]{8}-/i.test(name);
}

/** An id of at most five words: "Name of your dog" gives `nameOfYourDog`. */
function wordsId(words: string, otherwise: string): string {
  return idFromWords(words, otherwise === 'feld' ? otherwise : nodeId(`feld${otherwise}`), 5);
}
