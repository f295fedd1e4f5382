tenant_name  = "birch"
environment  = "prod"
domain_name  = "birch.wp.kimmyai.io"
alb_priority = 200
aws_region   = "af-south-1"

wordpress_image = "093646564004.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build200"
task_cpu        = 512
task_memory     = 1024
desired_count   = 2
wordpress_debug = false
enable_ecs_exec = false

tags = {
  Project     = "BBWS"
  Tenant      = "birch"
  Environment = "prod"
  CostCenter  = "BBWS-AWS"
  Backup      = "daily"
}

create_dns_records     = true
route53_zone_id        = "Z08421973QK5LMPO7R2TU"
cloudfront_domain_name = "d2k8v0q4x7mz1n.cloudfront.net"
