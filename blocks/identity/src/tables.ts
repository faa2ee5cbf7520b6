import type { LocalizedText } from '@amt/i18n';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OrganisationUnit } from './organisation.ts';
import type { TrustLevel } from './trust-level.ts';

type Json<T extends object> = JSONColumnType<T>;
type JsonOrNull<T extends object> = ColumnType<T | null, string | null, string | null>;

export interface AccountTable {
  id: Generated<string>;
  bpk2: string | null;
  displayName: string;
  trustLevel: TrustLevel;
  locale: string;
  mail: string | null;
  notifyByMail: Generated<boolean>;
  createdAt: Temporal.Instant;
  lastSignInAt: Temporal.Instant | null;
  erasedAt: Temporal.Instant | null;
}

export interface AttributeTable {
  accountId: string;
  name: string;
  value: string;
  trustLevel: TrustLevel;
  source: string;
  obtainedAt: Temporal.Instant;
}

export interface DemoPersonTable {
  accountId: string;
  means: string;
  note: Json<LocalizedText>;
}

export interface SignInRequestTable {
  id: string;
  returnPath: string;
  minimumLevel: TrustLevel;
  locale: string;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  answeredAt: Temporal.Instant | null;
  accountId: string | null;
  trustLevel: TrustLevel | null;
  failure: string | null;
  completedAt: Temporal.Instant | null;
}

export interface UsedAssertionTable {
  id: string;
  expiresAt: Temporal.Instant;
}

export interface UnitTable {
  id: string;
  parentId: string | null;
  kind: OrganisationUnit['kind'];
  name: Json<LocalizedText>;
  task: JsonOrNull<LocalizedText>;
  address: JsonOrNull<NonNullable<OrganisationUnit['address']>>;
  phone: string | null;
  mail: string | null;
  website: string | null;
  openingHours: JsonOrNull<LocalizedText>;
  accessibility: JsonOrNull<LocalizedText>;
  position: number;
  active: Generated<boolean>;
}

export interface RoleTable {
  id: string;
  name: Json<LocalizedText>;
  permissions: string[];
}

export interface StaffTable {
  id: Generated<string>;
  subject: string;
  name: string;
  mail: string;
  phone: string | null;
  locale: Generated<string>;
  active: Generated<boolean>;
  demoNote: JsonOrNull<LocalizedText>;
  createdAt: Temporal.Instant;
  lastSignInAt: Temporal.Instant | null;
}

export interface StaffRoleTable {
  staffId: string;
  roleId: string;
  unitId: string;
  grantedAt: Temporal.Instant;
}

export interface PasskeyTable {
  id: string;
  staffId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  label: string;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant | null;
}

declare module '@amt/db' {
  interface Tables {
    'identity.account': AccountTable;
    'identity.attribute': AttributeTable;
    'identity.demoPerson': DemoPersonTable;
    'identity.signInRequest': SignInRequestTable;
    'identity.usedAssertion': UsedAssertionTable;
    'identity.unit': UnitTable;
    'identity.role': RoleTable;
    'identity.staff': StaffTable;
    'identity.staffRole': StaffRoleTable;
    'identity.passkey': PasskeyTable;
  }
}
