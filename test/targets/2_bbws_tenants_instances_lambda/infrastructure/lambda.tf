data "archive_file" "placeholder" {
  type        = "zip"
  output_path = "${path.module}/.terraform/placeholder.zip"

  source {
    content  = "def handler(event, context):\n    return {\"statusCode\": 503, \"body\": \"not deployed yet\"}\n"
    filename = "src/handlers/router.py"
  }
}

resource "aws_lambda_function" "this" {
  function_name    = local.function_name
  role             = aws_iam_role.function.arn
  runtime          = "python3.12"
  architectures    = ["arm64"]
  handler          = "src.handlers.router.handler"
  filename         = data.archive_file.placeholder.output_path
  source_code_hash = data.archive_file.placeholder.output_base64sha256
  memory_size      = var.memory_size
  timeout          = 30

  environment {
    variables = {
      ENVIRONMENT     = var.environment
      TENANTS_TABLE   = aws_dynamodb_table.this["tenants"].name
      INSTANCES_TABLE = aws_dynamodb_table.this["instances"].name
      USERS_TABLE     = aws_dynamodb_table.this["tenant_users"].name
      ECS_CLUSTER     = "bbws-cluster-${var.environment}"
      LOG_LEVEL       = var.environment == "prod" ? "WARNING" : "INFO"
    }
  }

  lifecycle {
    ignore_changes = [filename, source_code_hash]
  }

  depends_on = [aws_cloudwatch_log_group.function]
}

resource "aws_lambda_alias" "latest" {
  name             = "latest-${var.environment}"
  function_name    = aws_lambda_function.this.function_name
  function_version = "$LATEST"

  lifecycle {
    ignore_changes = [function_version]
  }
}

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.function_name}-errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  dimensions = {
    FunctionName = local.function_name
  }
}
