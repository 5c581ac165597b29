"""Languages: a folder each, with the same names in all; words are data here, algorithms are code."""
