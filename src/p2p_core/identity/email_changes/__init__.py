"""E-mail changes: an account moves to another address once that is proven."""
