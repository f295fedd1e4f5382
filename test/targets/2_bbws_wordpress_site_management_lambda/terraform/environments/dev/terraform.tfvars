environment        = "dev"
account_id         = "536580886816"
aws_region         = "af-south-1"
log_retention_days = 7
