tenant_name  = "amber"
environment  = "sit"
domain_name  = "amber.wpsit.kimmyai.io"
alb_priority = 100
aws_region   = "af-south-1"

wordpress_image = "815856636111.dkr.ecr.af-south-1.amazonaws.com/sit-wordpress:6.4.3-build100"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "amber"
  Environment = "sit"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
