tenant_name  = "ember"
environment  = "dev"
domain_name  = "ember.wpdev.kimmyai.io"
alb_priority = 50
aws_region   = "af-south-1"

wordpress_image = "536580886816.dkr.ecr.af-south-1.amazonaws.com/dev-wordpress:6.4.3-build50"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "ember"
  Environment = "dev"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
