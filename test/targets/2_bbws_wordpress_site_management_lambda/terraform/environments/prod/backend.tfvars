bucket         = "bbws-terraform-state-prod"
key            = "site-management-lambda/prod/terraform.tfstate"
region         = "af-south-1"
dynamodb_table = "terraform-state-lock-prod"
encrypt        = true
