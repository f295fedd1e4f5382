tenant_name  = "ember"
environment  = "prod"
domain_name  = "ember.wp.kimmyai.io"
alb_priority = 1050
aws_region   = "af-south-1"

wordpress_image = "093646564004.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build1050"
task_cpu        = 512
task_memory     = 1024
desired_count   = 2
wordpress_debug = false
enable_ecs_exec = false

tags = {
  Project     = "BBWS"
  Tenant      = "ember"
  Environment = "prod"
  CostCenter  = "BBWS-AWS"
  Backup      = "daily"
}
