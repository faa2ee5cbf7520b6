/** Products whose forms can be taken over, by the name the command line takes. */
export const products = ['open-forms', 'gc-forms', 'defra-forms', 'surveyjs', 'limesurvey'] as const;
export type Product = (typeof products)[number];

/** As people call them. */
export const productNames: Readonly<Record<Product, string>> = {
  'open-forms': 'Open Forms',
  'gc-forms': 'GC Forms',
  'defra-forms': 'DEFRA Forms',
  surveyjs: 'SurveyJS',
  limesurvey: 'LimeSurvey',
};
