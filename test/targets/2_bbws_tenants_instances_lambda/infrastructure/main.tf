terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }

    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.6"
    }
  }

  backend "s3" {}
}

provider "aws" {
  region              = var.aws_region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = local.tags
  }
}

locals {
  function_name = "bbws-tenant-instance-management-${var.environment}"

  tags = {
    "bbws:project"     = "BBWS-Phase-2.1-ECS"
    "bbws:component"   = "tenant-instance-management"
    "bbws:environment" = var.environment
    "bbws:managed-by"  = "terraform"
    "bbws:cost-center" = "BBWS-AWS"
  }
}
