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

variable "github_org" {
  description = "GitHub organisation whose workflows may deploy"
  type        = string
}

variable "log_retention_days" {
  description = "Retention of the function's log group"
  type        = number
  default     = 14
}

variable "memory_size" {
  description = "Memory of the function in MB"
  type        = number
  default     = 512
}

variable "point_in_time_recovery" {
  description = "Point-in-time recovery of the tables"
  type        = bool
  default     = false
}
