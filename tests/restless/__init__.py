"""A busy machine and a far network, made on purpose: what fails under them alone is a race."""
