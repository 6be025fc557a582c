"""How background work is carried: Dramatiq brokers."""
