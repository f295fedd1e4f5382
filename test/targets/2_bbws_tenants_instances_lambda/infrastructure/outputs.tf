output "function_name" {
  description = "Name of the function"
  value       = aws_lambda_function.this.function_name
}

output "alias_arn" {
  description = "ARN of the alias that the API calls"
  value       = aws_lambda_alias.latest.arn
}

output "table_names" {
  description = "Names of the tables"
  value       = { for key, table in aws_dynamodb_table.this : key => table.name }
}

output "github_actions_role_arn" {
  description = "Role that the workflows assume"
  value       = aws_iam_role.github_actions.arn
}
