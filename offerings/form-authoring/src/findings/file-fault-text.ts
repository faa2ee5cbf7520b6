import type { StandardFinding } from '@amt/form-standards';
import type { Locale } from '@amt/i18n';
import { messages } from '../messages.ts';

/** What is wrong with a file of a standard, in words of the people who got it from somebody else. */
export function fileFaultText({ code, message }: StandardFinding, locale: Locale): string {
  const m = messages[locale].fileFaults;
  // names of elements, attributes and values stand in the message as they stand in the file
  const names = (message.match(/<[^<>]+>|"[^"]+"/g) ?? []).join(` ${m.within()} `);
  switch (code) {
    case 'encoding':
      return m.encoding();
    case 'not-xml':
      return m.notXml();
    case 'doctype':
      return m.doctype();
    case 'too-large':
    case 'too-deep':
    case 'too-many-elements':
    case 'text-too-long':
      return m.tooLarge();
    case 'unknown-namespace':
      return m.unknownNamespace();
    case 'unknown-element':
    case 'unknown-attribute':
      return m.unknown({ names });
    case 'unexpected-text':
      return m.unexpectedText({ names });
    case 'twice':
      return m.twice({ names });
    case 'missing':
      return m.missing({ names });
    case 'value':
    case 'cyclic':
    case 'definition':
      return m.value({ names: names === '' ? message : names });
  }
}
