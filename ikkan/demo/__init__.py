"""A made-up portfolio of the funder's shape, written through the other contexts' actions."""
