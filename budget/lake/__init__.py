"""What areas publish for the country as Parquet, and the roll-ups of it; independent of the database."""
