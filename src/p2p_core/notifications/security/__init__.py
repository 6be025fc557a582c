"""Security mails: what people should know about who gets into their account, and the links they ask for."""
