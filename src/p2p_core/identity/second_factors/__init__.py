"""Second factors: codes from an app beside the password, and codes on paper for when the app is lost."""
