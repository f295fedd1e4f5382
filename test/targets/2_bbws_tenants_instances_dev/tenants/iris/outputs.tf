output "url" {
  value = module.wordpress.url
}

output "service_name" {
  value = module.wordpress.service_name
}
