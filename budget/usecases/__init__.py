"""What people do with the program: each function asks access, calls, and records."""
