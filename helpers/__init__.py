"""The package that the notebooks import; `classroom` holds the verbs."""
