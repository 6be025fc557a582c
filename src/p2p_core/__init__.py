"""The domain of P2P Sandbox: entities, operations and ports, on the standard library alone."""
