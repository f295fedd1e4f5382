tenant_name  = "larch"
environment  = "dev"
domain_name  = "larch.wpsit.kimmyai.io"
alb_priority = 1300
aws_region   = "af-south-1"

wordpress_image = "536580886816.dkr.ecr.af-south-1.amazonaws.com/sit-wordpress:6.4.3-build1300"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "larch"
  Environment = "sit"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
