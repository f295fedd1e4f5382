variable "environment" {
  description = "Environment name"
  type        = string

  validation {
    condition     = contains(["dev", "sit", "prod"], var.environment)
    error_message = "environment must be dev, sit or prod."
  }
}

variable "account_id" {
  description = "AWS account of the environment"
  type        = string
}

variable "aws_region" {
  description = "AWS region"
  type        = string
  default     = "af-south-1"
}

variable "artifacts_dir" {
  description = "Folder with the packages of the services"
  type        = string
}

variable "artifact_version" {
  description = "Version of the packages"
  type        = string
  default     = "local"
}

variable "log_retention_days" {
  description = "Retention of the log groups"
  type        = number
  default     = 14
}
