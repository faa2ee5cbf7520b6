import { defineEvent } from '@amt/module';
import Type from 'typebox';

/** A resident signed in. */
export const signedIn = defineEvent('identity.signed-in', Type.Object({ accountId: Type.String(), trustLevel: Type.String() }));
