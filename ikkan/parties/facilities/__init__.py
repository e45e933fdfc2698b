"""Sites and shared facilities: what they can do, who designated them, by which criteria."""
