"""Where the year will end, with an honest interval."""
