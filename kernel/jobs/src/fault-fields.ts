/** What may be logged of a fault. Messages of the database can quote values, so of those only the code and the place are told. */
export function faultFields(fault: unknown): Record<string, string> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  if ('code' in fault && 'severity' in fault) {
    const { code, table, constraint } = fault as { code?: unknown; table?: unknown; constraint?: unknown };
    return { fault: 'DatabaseError', code: text(code), table: text(table), constraint: text(constraint) };
  }
  return { fault: fault.name, message: fault.message };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
