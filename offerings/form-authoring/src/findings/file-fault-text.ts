import type { ImportFinding } from '@amt/form-imports';
import type { Locale } from '@amt/i18n';
import { messages } from '../messages.ts';

/** What is wrong with a file of a standard or of another product, in words of the people who got it from somebody else. */
export function fileFaultText({ code, message }: ImportFinding, locale: Locale): string {
  const m = messages[locale].fileFaults;
  // names of elements, attributes and values stand in the message as they stand in the file
  const names = (message.match(/<[^<>]+>|"[^"]+"/g) ?? []).join(` ${m.within()} `);
  switch (code) {
    case 'encoding':
      return m.encoding();
    case 'not-xml':
      return m.notXml();
    case 'not-json':
      return m.notJson();
    case 'not-zip':
      return m.notZip();
    case 'not-a-table':
      return m.notATable();
    case 'file-missing':
      return m.fileMissing({ names: names === '' ? message : names });
    case 'doctype':
      return m.doctype();
    case 'too-large':
    case 'too-deep':
    case 'too-many-elements':
    case 'text-too-long':
    case 'too-many-values':
    case 'too-many-files':
      return m.tooLarge();
    case 'unknown-namespace':
    case 'unknown-format':
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
      return names === '' ? m.valueHere() : m.value({ names });
    case 'cyclic':
    case 'definition':
      return m.value({ names: names === '' ? message : names });
  }
}
