locals {
  operations = toset(["creation", "update", "deletion"])
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "bbws-wp-site-operations-dlq-${var.environment}"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "operation" {
  for_each = local.operations

  name                       = "bbws-wp-site-${each.key}-${var.environment}"
  visibility_timeout_seconds = 720

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 3
  })
}

resource "aws_lambda_event_source_mapping" "operation" {
  for_each = aws_sqs_queue.operation

  event_source_arn        = each.value.arn
  function_name           = aws_lambda_alias.live["async-processor"].arn
  function_response_types = ["ReportBatchItemFailures"]
  batch_size              = 10
}

resource "aws_sns_topic" "notifications" {
  name = "bbws-wp-notifications-${var.environment}"
}
