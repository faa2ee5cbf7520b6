import type { PreviewState } from '@amt/forms';
import type { Session } from '@amt/module';

const key = (formId: string): string => `form-authoring.preview.${formId}`;

/** What somebody typed into the preview of a form, kept in their session. */
export function previewStateOf(session: Pick<Session, 'get'>, formId: string): PreviewState {
  const kept = session.get(key(formId));
  return isState(kept) ? kept : { answers: {}, raw: {} };
}

export async function keepPreviewState(session: Session, formId: string, state: PreviewState | null): Promise<void> {
  await session.set(key(formId), state);
}

/** It was written by us and read back from the session's row. */
function isState(value: unknown): value is PreviewState {
  return typeof value === 'object' && value !== null && 'answers' in value && 'raw' in value;
}
