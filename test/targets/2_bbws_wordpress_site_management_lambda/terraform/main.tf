terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }

  backend "s3" {}
}

provider "aws" {
  region              = var.aws_region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      "bbws:project"     = "BBWS-Phase-2.1-ECS"
      "bbws:component"   = "site-management"
      "bbws:environment" = var.environment
      "bbws:managed-by"  = "terraform"
    }
  }
}
