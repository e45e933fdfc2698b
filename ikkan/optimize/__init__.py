"""Plans by optimisation, each with a proof of how near it is to the best; knows no Django."""
