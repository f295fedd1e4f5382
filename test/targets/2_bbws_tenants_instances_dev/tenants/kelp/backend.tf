terraform {
  required_version = ">= 1.5.0"

  backend "s3" {
    bucket         = "bbws-terraform-state-dev"
    key            = "tenants/kelp/terraform.tfstate"
    region         = "eu-west-1"
    dynamodb_table = "bbws-terraform-locks"
    encrypt        = true
    profile        = "bbws-dev"
  }
}
