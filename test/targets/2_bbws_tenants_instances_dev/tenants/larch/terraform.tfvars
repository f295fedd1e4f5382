tenant_name  = "larch"
environment  = "dev"
domain_name  = "larch.wpdev.kimmyai.io"
alb_priority = 1300
aws_region   = "af-south-1"

wordpress_image = "536580886816.dkr.ecr.af-south-1.amazonaws.com/dev-wordpress:latest"
task_cpu        = 256
task_memory     = 512
desired_cuont   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "larch"
  Environment = "dev"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
