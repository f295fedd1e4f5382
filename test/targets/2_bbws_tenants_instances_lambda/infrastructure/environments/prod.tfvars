environment            = "prod"
account_id             = "093646564004"
aws_region             = "af-south-1"
github_org             = "BigBeardWebSolutions"
log_retention_days     = 90
point_in_time_recovery = true
