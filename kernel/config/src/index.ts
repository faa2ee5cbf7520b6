export { loadSettings, describeSettings, ConfigProblem } from './settings.ts';
export type { ConfigPart, SettingDescription } from './settings.ts';
