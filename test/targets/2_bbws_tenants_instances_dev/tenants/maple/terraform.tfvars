tenant_name  = "maple"
environment  = "sit"
domain_name  = "maple.wpsit.kimmyai.io"
alb_priority = 1400
aws_region   = "af-south-1"

wordpress_image = "815856636111.dkr.ecr.af-south-1.amazonaws.com/sit-wordpress:6.4.3-build1400"
task_cpu        = 256
task_memory     = 4096
desired_count = "two"
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "maple"
  Environment = "sit"
  CostCenter  = "BBWS-${"AWS"}"
  Backup      = "none"
}
