"""Members: how an organization's admins look after its people."""
