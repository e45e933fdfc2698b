"""Awards: number, yearly amounts, officers, payments, and what continues what."""
