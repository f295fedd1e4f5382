data "aws_efs_file_system" "this" {
  creation_token = "bbws-${var.environment}"
}

resource "aws_efs_access_point" "this" {
  file_system_id = data.aws_efs_file_system.this.id
  tags           = local.tags

  posix_user {
    uid = 33
    gid = 33
  }

  root_directory {
    path = "/${local.name}"

    creation_info {
      owner_uid   = 33
      owner_gid   = 33
      permissions = "755"
    }
  }
}
