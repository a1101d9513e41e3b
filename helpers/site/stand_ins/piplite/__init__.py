"""A stand-in: nothing is installed at run time on this site."""
