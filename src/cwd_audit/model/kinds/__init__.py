"""The rule kinds: one module each, holding the terms of the kind; found by name, not registered."""
