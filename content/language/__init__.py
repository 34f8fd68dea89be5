"""Messages, numbers and quantities by language."""
