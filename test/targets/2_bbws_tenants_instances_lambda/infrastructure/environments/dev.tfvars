environment            = "dev"
account_id             = "536580886816"
aws_region             = "af-south-1"
github_org             = "BigBeardWebSolutions"
log_retention_days     = 7
point_in_time_recovery = false
