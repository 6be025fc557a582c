"""Identity: people, how they come to have an account, and how they prove who they are."""
