"""The formats. The name of a module here, or of a package, is the name of its format."""
