export { formDefinitionSchema } from "./definition.ts";
export type {
  FormDefinition,
  FormNode,
  FormPage,
  FormRule,
  Field,
  InputField,
  Group,
  Repeat,
  Choice,
  FieldOption,
} from "./definition.ts";
export type { Expression, Condition } from "./expression.ts";
