resource "aws_ecs_task_definition" "this" {
  family                   = "${local.name}-wordpress"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.task_cpu
  memory                   = var.task_memory
  tags                     = local.tags

  container_definitions = jsonencode([
    {
      name         = "wordpress"
      image        = var.wordpress_image
      essential    = true
      portMappings = [{ containerPort = 80 }]
      environment = [
        { name = "WORDPRESS_DEBUG", value = var.wordpress_debug ? "1" : "" },
        { name = "WORDPRESS_DB_NAME", value = "tenant_${var.tenant_name}_db" },
      ]
      mountPoints = [{ sourceVolume = "wp-content", containerPath = "/var/www/html/wp-content" }]
    }
  ])

  volume {
    name = "wp-content"

    efs_volume_configuration {
      file_system_id     = data.aws_efs_file_system.this.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.this.id
      }
    }
  }
}

resource "aws_ecs_service" "this" {
  name                   = "${local.name}-wordpress"
  cluster                = data.aws_ecs_cluster.this.arn
  task_definition        = aws_ecs_task_definition.this.arn
  desired_count          = var.desired_count
  launch_type            = "FARGATE"
  enable_execute_command = var.enable_ecs_exec
  propagate_tags         = "SERVICE"
  tags                   = local.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "wordpress"
    container_port   = 80
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}
