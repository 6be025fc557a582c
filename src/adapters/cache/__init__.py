"""What several processes share by a Redis server: caches and counters."""
