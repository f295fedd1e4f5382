tenant_name  = "cedar"
environment  = "dev"
domain_name  = "cedar.wpdev.kimmyai.io"
alb_priority = 300
aws_region   = "af-south-1"

wordpress_image = "536580886816.dkr.ecr.af-south-1.amazonaws.com/dev-wordpress:6.4.3-build300"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "cedar"
  Environment = "dev"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
