import type { Html } from '@amt/html';
import { element } from './element.ts';

/**
 * Icons of 24 × 24 units, drawn for this design system with a stroke of 1.75 in the text's colour.
 * Each entry is the path data of one icon.
 */
const paths = {
  add: 'M12 5v14M5 12h14',
  alert: 'M12 4 2.8 20h18.4L12 4Zm0 6v4.5M12 17.2v.1',
  'arrow-down': 'M12 5v14M6 13l6 6 6-6',
  'arrow-up': 'M12 19V5M6 11l6-6 6 6',
  'arrow-end': 'M5 12h14M13 6l6 6-6 6',
  'arrow-start': 'M19 12H5M11 6l-6 6 6 6',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16ZM10 21h4',
  building: 'M4 21V6l8-3v18M12 9l8 3v9M2.5 21h19M7.5 9v.1M7.5 13v.1M7.5 17v.1M16 15v.1M16 18v.1',
  calendar: 'M4 6h16v14H4V6Zm0 4.5h16M8 3.5V8M16 3.5V8',
  car: 'M4 16v-3.5L6 7h12l2 5.5V16M3.5 12.5h17M4 16h16v3h-3v-3M4 16v3h3v-3M7 14.2v.1M17 14.2v.1',
  case: 'M3.5 8h17v12h-17V8ZM9 8V5h6v3M3.5 13h17',
  chart: 'M4 20h16M7 20v-7M12 20V6M17 20v-10',
  chat: 'M4 5h16v11H11l-4.5 4V16H4V5ZM8 9.2h8M8 12.2h5',
  check: 'M5 12.5 10 17.5 19.5 7',
  'chevron-down': 'M6 9l6 6 6-6',
  'chevron-end': 'M9 6l6 6-6 6',
  'chevron-start': 'M15 6l-6 6 6 6',
  child: 'M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM12 10v6M7 11.5l5-1.5 5 1.5M12 16l-3 5M12 16l3 5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.5l3.5 2',
  close: 'M6 6l12 12M18 6 6 18',
  'contrast-auto': 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 8h7M12 12h9M12 16h7',
  dog: 'M5 21v-8l-1.5-3L6 5l3 3h5l4-2 3 3.5-3 3V21M9 21v-5h5v5M9.5 11v.1',
  document: 'M6 3h8l4.5 4.5V21H6V3ZM14 3v5h4.5M9 13h6M9 17h6',
  download: 'M12 4v11M7 10.5l5 5 5-5M4 20h16',
  edit: 'M4 20v-4L15.5 4.5l4 4L8 20H4ZM13 7l4 4',
  error: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V13M12 16.3v.1',
  euro: 'M18 6.5A7 7 0 0 0 7.5 12 7 7 0 0 0 18 17.5M4.5 10.3H14M4.5 13.7H13',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  filter: 'M4 6h16M7 12h10M10.5 18h3',
  flag: 'M5 21V4M5 5h13l-2.5 4L18 13H5',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5.4 5 5.4 13 0 18M12 3c-5.4 5-5.4 13 0 18',
  heart: 'M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 8 1.7C20 15 12 20 12 20Z',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.4v.1',
  home: 'M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-6h4v6',
  inbox: 'M4 13 6.5 5h11L20 13v7H4v-7ZM4 13h5l1.2 2.5h3.6L15 13h5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1',
  key: 'M8 18a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM11.3 10.3 19 3.5M16 6l3 3',
  language: 'M3.5 6h10M8.5 3.5V6M11.5 6c-1 4-4 7-7.5 8.5M6 9.5c1.2 2 3 3.6 5.5 4.5M12.5 20.5 17 10l4.5 10.5M14 17h6',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1',
  location: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.800 12 21 12 21ZM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  lock: 'M5.500 11h13v10h-13V11ZM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11M12 15v2.500',
  mail: 'M3.500 6h17v12.500h-17V6ZM4 6.800l8 6.200 8-6.200',
  menu: 'M4 7h16M4 12h16M4 17h16',
  minus: 'M5 12h14',
  moon: 'M20 14.500A8.300 8.300 0 0 1 9.500 4 8.300 8.300 0 1 0 20 14.500Z',
  note: 'M5 4h14v11l-5 5H5V4ZM14 20v-5h5M8.500 8.500h7M8.500 12h4',
  paperclip:
    'M19 11.500 11.500 19a4.600 4.600 0 0 1-6.500-6.500L13 4.500a3.100 3.100 0 0 1 4.400 4.400l-7.900 7.900a1.600 1.600 0 0 1-2.200-2.200L14.500 7.400',
  payment: 'M3.500 6h17v12.500h-17V6ZM3.500 10.200h17M7 15h3',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500c.8-4 3.700-6 7.500-6s6.700 2 7.500 6',
  people:
    'M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c.6-3.800 3-5.500 6.500-5.500s5.900 1.700 6.500 5.500M15 4.800a3.500 3.500 0 0 1 0 6.500M17.500 14.800c2.300.7 3.600 2.400 4 5.200',
  phone:
    'M6 3.500h3.500L11 8l-2.200 1.700a12 12 0 0 0 5.500 5.500L16 13l4.500 1.500V18c0 1.500-1 2.500-2.500 2.500C10.500 20.500 3.500 13.500 3.500 6 3.500 4.500 4.500 3.500 6 3.500Z',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7v-6Z',
  question: 'M9 9a3 3 0 1 1 4.300 2.700c-.9.5-1.300 1.100-1.300 2.300M12 17.500v.1',
  refresh: 'M20 11a8 8 0 0 0-14-4.500L4 9M4 4.500V9h4.500M4 13a8 8 0 0 0 14 4.500l2-2.500M20 19.500V15h-4.500',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 21 21',
  seal: 'M12 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM8.500 14 7.500 21.500 12 19l4.500 2.500-1-7.500M9.500 9l1.800 1.800L14.800 7.300',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM9 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  shield: 'M12 3 5 5.500V11c0 4.500 2.800 8 7 10 4.200-2 7-5.500 7-10V5.500L12 3ZM9 11.800l2.200 2.200 4-4.200',
  'sign-in': 'M13 4h6v16h-6M4 12h11M11 8l4 4-4 4',
  'sign-out': 'M11 4H5v16h6M9.500 12H20M16 8l4 4-4 4',
  simple: 'M4 5.500c3-1 5.500-.700 8 1 2.500-1.700 5-2 8-1V19c-3-1-5.500-.700-8 1-2.500-1.700-5-2-8-1V5.500ZM12 6.500V20',
  star: 'm12 3.500 2.600 5.600 6 .7-4.500 4.100 1.200 6L12 16.900l-5.300 3 1.200-6-4.500-4.100 6-.7L12 3.500Z',
  store:
    'M4 10v10.500h16V10M3 9.500 5 4h14l2 5.500c0 2.300-4.500 2.300-4.500 0 0 2.300-4.500 2.300-4.500 0 0 2.300-4.500 2.300-4.500 0 0 2.300-4.500 2.300-4.500 0ZM9.500 20.500v-6h5v6',
  success: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.300l2.800 2.800L16 9.500',
  sun: 'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  trash: 'M4 7h16M9 7V4h6v3M6.500 7l1 13.500h9l1-13.500M10 11v6M14 11v6',
  upload: 'M12 16V5M7 9.500l5-5 5 5M4 20h16',
} as const;

/** Names of the icons there are. */
export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

type Look = { readonly label?: string; readonly large?: boolean };

/** Icons without a label, drawn once: every page holds dozens. */
const drawn = { small: new Map<IconName, Html>(), large: new Map<IconName, Html>() };

/** Decorative by default (hidden from assistive technology); with `label` it is an image with that name. */
export function icon(name: IconName, look: Look = {}): Html {
  if (look.label !== undefined) return draw(name, look);
  const kept = look.large === true ? drawn.large : drawn.small;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = draw(name, look);
  kept.set(name, made);
  return made;
}

function draw(name: IconName, { label, large = false }: Look): Html {
  const meaning = label === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label };
  // Arrows and chevrons point along the reading direction, so they turn over in right-to-left languages.
  const turns = name.endsWith('-start') || name.endsWith('-end') || name.startsWith('sign-');
  return element(
    'svg',
    {
      class: `amt-icon${large ? ' amt-icon--large' : ''}${turns ? ' amt-icon--turns' : ''}`,
      viewBox: '0 0 24 24',
      width: large ? 32 : 24,
      height: large ? 32 : 24,
      focusable: 'false',
      ...meaning,
    },
    element('path', { d: paths[name] }),
  );
}
