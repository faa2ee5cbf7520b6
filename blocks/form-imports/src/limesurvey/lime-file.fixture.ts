type Cells = Readonly<Record<string, string | number>>;

const cell = ([name, value]: [string, string | number]): string =>
  value === '' ? `<${name}/>` : `<${name}><![CDATA[${value}]]></${name}>`;
const table = (name: string, rows: readonly Cells[]): string =>
  `<${name}><fields><fieldname>x</fieldname></fields><rows>${rows.map((row) => `<row>${Object.entries(row).map(cell).join('')}</row>`).join('')}</rows></${name}>`;

export interface LimeFileQuestion {
  readonly type: string;
  readonly code: string;
  readonly text: string;
  readonly english?: string;
  readonly relevance?: string;
  readonly mandatory?: string;
  readonly other?: string;
  readonly preg?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly parts?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
}
export interface LimeFileGroup {
  readonly name: string;
  readonly relevance?: string;
  readonly questions: readonly LimeFileQuestion[];
}

/** A survey's structure as LimeSurvey 5 and later exports it: rows of tables, texts in tables of their own. */
export function limeFile(groups: readonly LimeFileGroup[]): string {
  const tables: Record<string, Cells[]> = {};
  const add = (name: string, row: Cells): void => void (tables[name] = [...(tables[name] ?? []), row]);
  let qid = 100;
  let aid = 1;
  groups.forEach((group, g) => {
    add('groups', { gid: g + 1, sid: 7, group_order: g, randomization_group: '', grelevance: group.relevance ?? '' });
    add('group_l10ns', { id: g + 1, gid: g + 1, group_name: group.name, description: '', language: 'de' });
    group.questions.forEach((question, q) => {
      const own = qid++;
      const { type, code, relevance = '1', mandatory = 'N', other = 'N', preg = '' } = question;
      add('questions', {
        qid: own,
        parent_qid: 0,
        sid: 7,
        gid: g + 1,
        type,
        title: code,
        preg,
        other,
        mandatory,
        question_order: q,
        scale_id: 0,
        relevance,
      });
      add('question_l10ns', { id: own, qid: own, question: question.text, help: '', language: 'de' });
      if (question.english !== undefined)
        add('question_l10ns', { id: own + 1000, qid: own, question: question.english, help: '', language: 'en' });
      Object.entries(question.answers ?? {}).forEach(([answer, words], i) => {
        add('answers', { aid, qid: own, code: answer, sortorder: i, assessment_value: 0, scale_id: 0 });
        add('answer_l10ns', { id: aid, aid, answer: words, language: 'de' });
        aid++;
      });
      Object.entries(question.parts ?? {}).forEach(([part, words], i) => {
        const id = qid++;
        add('subquestions', {
          qid: id,
          parent_qid: own,
          sid: 7,
          gid: g + 1,
          type: 'T',
          title: part,
          question_order: i,
          scale_id: 0,
          relevance: '',
        });
        add('question_l10ns', { id, qid: id, question: words, help: '', language: 'de' });
      });
      for (const [attribute, value] of Object.entries(question.attributes ?? {}))
        add('question_attributes', { qid: own, attribute, value, language: attribute.endsWith('_tip') ? 'de' : '' });
    });
  });
  add('surveys', { sid: 7, language: 'de', additional_languages: 'en', format: 'G' });
  add('surveys_languagesettings', {
    surveyls_survey_id: 7,
    surveyls_language: 'de',
    surveyls_title: 'Radwege',
    surveyls_description: '<p>Was fehlt?</p>',
    surveyls_welcometext: '',
  });
  const body = Object.entries(tables)
    .map(([name, rows]) => table(name, rows))
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<document>\n<LimeSurveyDocType>Survey</LimeSurveyDocType>\n<DBVersion>623</DBVersion>\n<languages><language>de</language><language>en</language></languages>\n${body}\n<themes><theme><sid>7</sid></theme></themes>\n</document>`;
}

/** Lines of a survey's structure as a table with tabs. */
export function limeTable(...lines: readonly (readonly string[])[]): string {
  const head = [
    'id',
    'related_id',
    'class',
    'type/scale',
    'name',
    'relevance',
    'text',
    'help',
    'language',
    'validation',
    'mandatory',
    'other',
    'default',
    'same_default',
    'max_answers',
  ];
  return [head, ...lines]
    .map((cells) => cells.map((one) => (/["\t\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join('\t'))
    .join('\n');
}
