"""A teacher's own text becomes a marked lesson: taken in, marked, shared with a second marker, published. Teachers only; students' copies have none of it."""
