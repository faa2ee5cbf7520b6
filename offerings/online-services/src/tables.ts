import type { Generated } from 'kysely';

interface RatingTable {
  id: Generated<string>;
  serviceId: string;
  givenOn: Temporal.PlainDate;
  stars: number;
  recommends: boolean | null;
  remark: string;
}

declare module '@amt/db' {
  interface Tables {
    'onlineServices.rating': RatingTable;
  }
}
