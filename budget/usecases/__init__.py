"""What people do with the program: each function checks access, calls and records."""
