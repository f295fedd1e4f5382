tenant_name  = "north-star"
environment  = "prod"
domain_name  = "north-star.wp.kimmyai.io"
alb_priority = 1500
aws_region   = "af-south-1"

wordpress_image = "093646564004.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build1500"
task_cpu        = 512
task_memory     = 1024
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = false

tags = {
  Project     = "BBWS"
  Tenant      = "north-star"
  Environment = "prod"
  CostCenter  = "BBWS-AWS"
  Backup      = "daily"
}

db_password = "not-a-real-password"
