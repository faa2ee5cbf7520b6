import type { JsonPlace } from '../json-place.ts';
import type { Words } from '../texts.ts';

type Kind = 'components' | 'pages' | 'listItems';

/** Texts in other languages: `metadata.translations.cy["components.<id>.title"]`; English stands in the parts themselves. */
export class Translations {
  readonly #languages: readonly (readonly [string, JsonPlace])[];

  constructor(form: JsonPlace) {
    const all = form.at('metadata').missing ? undefined : form.at('metadata').at('translations');
    this.#languages = all && !all.missing ? all.keys().map((language) => [language, all.at(language)] as const) : [];
  }

  /** @param english what the part itself says, where it is not simply the property */
  of(
    kind: Kind,
    part: JsonPlace,
    property: string,
    english = part.at(property).text() ?? '',
    read = (words: string): string => words,
  ): Words {
    const id = part.at('id').word();
    return this.#words(id === undefined ? undefined : `${kind}.${id}.${property}`, english, read);
  }

  title(form: JsonPlace): Words {
    return this.#words('form.title', form.at('name').text() ?? '', (words) => words);
  }

  #words(key: string | undefined, english: string, read: (words: string) => string): Words {
    const words: Record<string, string> = { en: read(english) };
    if (key === undefined) return words;
    for (const [language, texts] of this.#languages) {
      const said = texts.at(key).text() ?? '';
      if (said !== '' && language !== 'en') words[language] = read(said);
    }
    return words;
  }
}
