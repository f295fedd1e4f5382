variable "tenant_name" {
  description = "Name of the tenant: its folder, its host name, its database"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+$", var.tenant_name))
    error_message = "Only lower-case letters and digits."
  }
}

variable "environment" {
  type = string
}

variable "domain_name" {
  type = string
}

variable "alb_priority" {
  description = "Priority of the listener rule, unique in an environment"
  type        = number
}

variable "aws_region" {
  type    = string
  default = "af-south-1"
}

variable "aws_profile" {
  description = "Profile for runs on a laptop"
  type        = string
  default     = null
}

variable "wordpress_image" {
  type = string
}

variable "task_cpu" {
  type    = number
  default = 256
}

variable "task_memory" {
  type    = number
  default = 512
}

variable "desired_count" {
  type    = number
  default = 1
}

variable "wordpress_debug" {
  type    = bool
  default = false
}

variable "enable_ecs_exec" {
  type    = bool
  default = false
}

variable "create_dns_records" {
  type    = bool
  default = false
}

variable "route53_zone_id" {
  type    = string
  default = ""
}

variable "cloudfront_domain_name" {
  type    = string
  default = ""
}

variable "vpc_id" {
  description = "Only where tags match several VPCs"
  type        = string
  default     = null
}

variable "tags" {
  type    = map(string)
  default = {}
}
