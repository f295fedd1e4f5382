module "wordpress" {
  source = "../../modules/wordpress-instance"

  tenant_name     = var.tenant_name
  environment     = var.environment
  domain_name     = var.domain_name
  alb_priority    = var.alb_priority
  wordpress_image = var.wordpress_image
  task_cpu        = var.task_cpu
  task_memory     = var.task_memory
  desired_count   = var.desired_count
  wordpress_debug = var.wordpress_debug
  enable_ecs_exec = var.enable_ecs_exec
  vpc_id          = var.vpc_id
  tags            = var.tags
}
