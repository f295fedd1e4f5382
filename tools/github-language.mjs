// What the runner takes of GitHub's own packages: bundle-github-language.mjs bundles it, since Node 20 cannot import them as they are
// (JSON without an import attribute) and the rest of this package is CommonJS.
export { data, Evaluator, Lexer, Parser } from '@actions/expressions';
export { FeatureFlags } from '@actions/expressions/features';
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
export { convertActionTemplate } from '@actions/workflow-parser/actions/action-template';
export { parseAction } from '@actions/workflow-parser/actions/action-parser';
export { splitAllowedContext } from '@actions/workflow-parser/templates/allowed-context';
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
