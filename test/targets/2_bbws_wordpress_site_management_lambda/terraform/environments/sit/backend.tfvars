bucket         = "bbws-terraform-state-sit"
key            = "site-management-lambda/sit/terraform.tfstate"
region         = "af-south-1"
dynamodb_table = "terraform-state-lock-sit"
encrypt        = true
