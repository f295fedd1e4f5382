tenant_name  = "fern"
environment  = "sit"
domain_name  = "fern.wpsit.kimmyai.io"
alb_priority = 600
aws_profile  = "fern-admin-sit"
aws_region   = "af-south-1"

wordpress_image = "815856636111.dkr.ecr.af-south-1.amazonaws.com/sit-wordpress:6.4.3-build600"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "fern"
  Environment = "sit"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
