import type { Provenance } from './answers.ts';

/** Ways an application comes in. */
export const channels = ['web', 'paper', 'counter', 'telephone', 'api', 'fit-connect'] as const;
export type Channel = (typeof channels)[number];

/** How somebody agreed that a clerk fills in for them, and how the clerk knew who it was. */
export interface Consent {
  readonly given: 'present' | 'telephone' | 'letter';
  readonly identified: 'document' | 'known' | 'not';
  /** ISO instant */
  readonly at: string;
}

/** Who an answer of this channel comes from, where nobody typed it on the web. */
export function sourceOf(channel: Channel): Provenance['source'] {
  switch (channel) {
    case 'web':
      return 'typed';
    case 'paper':
      return 'paper';
    case 'counter':
    case 'telephone':
      return 'staff';
    case 'api':
    case 'fit-connect':
      return 'api';
  }
}
