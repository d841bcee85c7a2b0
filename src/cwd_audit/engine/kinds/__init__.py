"""The rule kinds: one module each, of the same name as the module of its terms in `model.kinds`."""
