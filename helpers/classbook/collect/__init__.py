"""What was handed in: found, read safely, matched with the class list."""
