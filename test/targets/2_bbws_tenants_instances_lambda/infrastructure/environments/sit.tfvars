environment            = "sit"
account_id             = "815856636111"
aws_region             = "af-south-1"
github_org             = "BigBeardWebSolutions"
log_retention_days     = 14
point_in_time_recovery = false
