"""Stage gates from templates of the pack: evidence, panel, decision, what happens to the money."""
