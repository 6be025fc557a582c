"""What the operating system gives: time, identifiers and randomness."""
