"""BBWS tenants: ECS event handler."""

__version__ = "1.3.0"
