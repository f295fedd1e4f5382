data "aws_lb" "this" {
  name = "bbws-alb-${var.environment}"
}

data "aws_lb_listener" "https" {
  load_balancer_arn = data.aws_lb.this.arn
  port              = 443
}

resource "aws_lb_target_group" "this" {
  name        = "bbws-${substr(var.tenant_name, 0, 16)}-tg"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = data.aws_vpc.this.id
  tags        = local.tags

  health_check {
    path                = "/"
    matcher             = "200,301,302"
    interval            = var.environment == "prod" ? 60 : 30
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  stickiness {
    type = "lb_cookie"
  }
}

resource "aws_lb_listener_rule" "this" {
  listener_arn = data.aws_lb_listener.https.arn
  priority     = var.alb_priority
  tags         = local.tags

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }

  condition {
    host_header {
      values = [var.domain_name]
    }
  }
}
