"""How the trained weights in ``kg/languages/*/model`` are made: one command each, measured results in README.md."""
