environment        = "sit"
account_id         = "815856636111"
aws_region         = "af-south-1"
log_retention_days = 14
