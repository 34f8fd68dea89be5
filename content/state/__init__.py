"""What can stand in the address: names, allowed values, defaults."""
