tenant_name  = "dune"
environment  = "prod"
domain_name  = "dune.wp.kimmyai.io"
alb_priority = 400
aws_region   = "af-south-1"

wordpress_image = "093646564004.dkr.ecr.af-south-1.amazonaws.com/prod-wordpress:6.4.3-build400"
task_cpu        = 512
task_memory     = 1024
desired_count   = 2
wordpress_debug = false
enable_ecs_exec = false

tags = {
  Project     = "BBWS"
  Tenant      = "dune"
  Environment = "prod"
  CostCenter  = "BBWS-AWS"
  Backup      = "daily"
}

create_dns_records     = true
route53_zone_id        = "TODO"                          # zone of kimmyai.io
cloudfront_domain_name = "dxxxxxxxxxxxxx.cloudfront.net" # after the first apply
