bucket         = "bbws-terraform-state-dev"
key            = "site-management-lambda/dev/terraform.tfstate"
region         = "af-south-1"
dynamodb_table = "terraform-state-lock-dev"
encrypt        = true
