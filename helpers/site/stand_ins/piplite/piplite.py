"""What the kernel sets here is not used: nothing is installed at run time on this site."""
