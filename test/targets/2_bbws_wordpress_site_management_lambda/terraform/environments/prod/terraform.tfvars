environment        = "prod"
account_id         = "093646564004"
aws_region         = "af-south-1"
log_retention_days = 90
