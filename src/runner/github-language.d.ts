/** GitHub's own parser and expressions, bundled into `vendor/` by `tools/build.mjs`. */
declare module '#github-language' {
  export { data, Evaluator, Lexer, Parser } from '@actions/expressions';
  export type { Expr } from '@actions/expressions';
  export { FeatureFlags } from '@actions/expressions/features';
  export type { FunctionDefinition, FunctionInfo } from '@actions/expressions/funcs/info';
  export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
  export { parseAction } from '@actions/workflow-parser/actions/action-parser';
  export { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';
  export type { EventsConfig, Step, WorkflowJob } from '@actions/workflow-parser/model/workflow-template';
  export type { TemplateContext } from '@actions/workflow-parser/templates/template-context';
  export {
    BasicExpressionToken,
    BooleanToken,
    InsertExpressionToken,
    MappingToken,
    NullToken,
    NumberToken,
    SequenceToken,
    StringToken,
  } from '@actions/workflow-parser/templates/tokens/index';
  export type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
}
