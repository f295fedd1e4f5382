tenant_name  = "kelp"
environment  = "dev"
domain_name  = "kelp.wpdev.kimmyai.io"
alb_priority = 1200
aws_profile  = "bbws-dev"
aws_region   = "eu-west-1"

wordpress_image = "wordpress:latest"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "kelp"
  Environment = "dev"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
