tenant_name  = "dune"
environment  = "sit"
domain_name  = "dune.wpsit.kimmyai.io"
alb_priority = 400
aws_region   = "eu-west-1"

wordpress_image = "815856636111.dkr.ecr.eu-west-1.amazonaws.com/sit-wordpress:6.4.3-build400"
task_cpu        = 256
task_memory     = 512
desired_count   = 1
wordpress_debug = true
enable_ecs_exec = true

tags = {
  Project     = "BBWS"
  Tenant      = "dune"
  Environment = "sit"
  CostCenter  = "BBWS-AWS"
  Backup      = "none"
}
