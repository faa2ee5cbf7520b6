import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // style of writing, not validity
    'doctype-style': 'off',
    'void-style': 'off',
    'attr-quotes': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    // phone numbers are written as the city writes them
    'tel-non-breaking': 'off',
    // several checkboxes or buttons of one question share their name
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'prefer-native-element': ['error', { exclude: ['img', 'alert', 'status', 'group', 'search', 'radiogroup'] }],
  },
});

/** What is wrong with the markup of a document, by line. */
export function markupFaults(document: string): string[] {
  const report = validator.validateStringSync(document);
  const lines = document.split('\n');
  return report.results.flatMap((result) =>
    result.messages.map(
      (fault) => `${fault.line}: ${fault.ruleId}: ${fault.message} | ${(lines[fault.line - 1] ?? '').trim().slice(0, 160)}`,
    ),
  );
}
