import type { DefinitionText, FormDefinition } from '@amt/forms';

export type Remark = NonNullable<FormDefinition['remarks']>[number];
const longestText = 2000;
const longestRemark = 4000;
const mostRemarks = 1000;

/** What an author still has to decide, gathered while a definition is made. */
export class ImportNotes {
  readonly #remarks: Remark[] = [];
  #more = 0;

  /** @param at path of the node; @param source e.g. `FIM R60000000012` */
  add(text: string, at?: string, source?: string, about?: Remark['about']): void {
    if (this.#remarks.length >= mostRemarks - 1) {
      this.#more++;
      return;
    }
    this.#remarks.push({
      id: `r${this.#remarks.length + 1}`,
      ...(about !== undefined && { about }),
      ...(at !== undefined && { at }),
      text: cut(text, longestRemark),
      ...(source !== undefined && { source: source.slice(0, 100) }),
    });
  }

  list(): Remark[] {
    const last = this.#remarks.length + 1;
    return this.#more > 0
      ? [...this.#remarks, { id: `r${last}`, text: `Dazu kommen ${this.#more} weitere Hinweise, die hier keinen Platz haben.` }]
      : [...this.#remarks];
  }

  /** A text of the definition; what is too long is cut and said. */
  text(words: string, at: string | undefined): DefinitionText {
    if (words.length > longestText)
      this.add(`Ein Text war länger als ${longestText} Zeichen und ist gekürzt: „${words.slice(0, 80)} …“`, at);
    return { de: cut(words, longestText) };
  }
}

function cut(words: string, longest: number): string {
  return words.length > longest ? `${words.slice(0, longest - 2).trimEnd()} …` : words;
}
