output "function_names" {
  description = "Names of the functions"
  value       = [for service in aws_lambda_function.service : service.function_name]
}

output "live_versions" {
  description = "Version behind the alias live, by service"
  value       = { for name, alias in aws_lambda_alias.live : name => alias.function_version }
}
