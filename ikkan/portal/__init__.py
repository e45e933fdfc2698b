"""Public pages: the line of money, printed tables, figures, the register; reads only."""
