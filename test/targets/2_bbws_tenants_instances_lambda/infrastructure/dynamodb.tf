locals {
  tables = {
    tenants      = { name = "bbws-tenants-${var.environment}", range_key = null }
    instances    = { name = "bbws-instances-${var.environment}", range_key = "instance_id" }
    tenant_users = { name = "bbws-tenant-users-${var.environment}", range_key = "user_id" }
  }
}

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name         = each.value.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "tenant_id"
  range_key    = each.value.range_key

  attribute {
    name = "tenant_id"
    type = "S"
  }

  dynamic "attribute" {
    for_each = each.value.range_key == null ? [] : [each.value.range_key]
    content {
      name = attribute.value
      type = "S"
    }
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  server_side_encryption {
    enabled = true
  }
}
