locals {
  name    = "tenant-${var.tenant_name}"
  cluster = "bbws-cluster-${var.environment}"

  tags = merge(var.tags, {
    "bbws:tenant-id"   = var.tenant_name
    "bbws:environment" = var.environment
    "bbws:managed-by"  = "instance-management"
    "bbws:component"   = "wordpress"
  })
}

data "aws_vpc" "this" {
  id   = var.vpc_id
  tags = var.vpc_id == null ? { Name = "bbws-${var.environment}" } : null
}

data "aws_ecs_cluster" "this" {
  cluster_name = local.cluster
}
