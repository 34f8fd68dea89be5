"""What is loaded or computed once and shared by every visitor."""
