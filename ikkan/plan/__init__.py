"""Plans, programmes, published figures and their identities, as a policy pack records them."""
