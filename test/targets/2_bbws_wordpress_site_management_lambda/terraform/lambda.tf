locals {
  services = {
    "sites-service"     = { handler = "src.handlers.sites.router.handler", memory = 256, timeout = 30 }
    "templates-service" = { handler = "src.handlers.templates.handler", memory = 256, timeout = 10 }
    "plugins-service"   = { handler = "src.handlers.plugins.handler", memory = 256, timeout = 30 }
    "async-processor"   = { handler = "src.processor.handler", memory = 512, timeout = 120 }
  }
}

resource "aws_lambda_function" "service" {
  for_each = local.services

  function_name    = "${var.environment}-bbws-${each.key}"
  description      = "version ${var.artifact_version}"
  role             = aws_iam_role.service[each.key].arn
  runtime          = "python3.12"
  architectures    = ["arm64"]
  handler          = each.value.handler
  filename         = "${var.artifacts_dir}/${each.key}.zip"
  source_code_hash = filebase64sha256("${var.artifacts_dir}/${each.key}.zip")
  memory_size      = each.value.memory
  timeout          = each.value.timeout
  publish          = true

  environment {
    variables = {
      ENVIRONMENT             = var.environment
      SITES_TABLE             = "sites"
      PLUGINS_TABLE           = "plugins"
      CREATION_QUEUE_URL      = aws_sqs_queue.operation["creation"].url
      DELETION_QUEUE_URL      = aws_sqs_queue.operation["deletion"].url
      NOTIFICATIONS_TOPIC_ARN = aws_sns_topic.notifications.arn
    }
  }
}

resource "aws_lambda_alias" "live" {
  for_each = aws_lambda_function.service

  name             = "live"
  function_name    = each.value.function_name
  function_version = each.value.version
}

resource "aws_cloudwatch_log_group" "service" {
  for_each = local.services

  name              = "/aws/lambda/${var.environment}-bbws-${each.key}"
  retention_in_days = var.log_retention_days
}

resource "aws_iam_role" "service" {
  for_each = local.services

  name = "${var.environment}-bbws-${each.key}-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  for_each = aws_iam_role.service

  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "service" {
  for_each = aws_iam_role.service

  name = "data"
  role = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"]
        Resource = [for table in ["sites", "plugins"] : "arn:aws:dynamodb:${var.aws_region}:${var.account_id}:table/${table}"]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        Resource = [for queue in aws_sqs_queue.operation : queue.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["sns:Publish"]
        Resource = [aws_sns_topic.notifications.arn]
      },
    ]
  })
}
