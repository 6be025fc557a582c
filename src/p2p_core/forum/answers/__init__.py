"""Best answers: which reply helped who asked."""
