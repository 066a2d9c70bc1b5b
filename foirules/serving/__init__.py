"""The engine as a service: JSON over HTTP, and tools for agents."""
