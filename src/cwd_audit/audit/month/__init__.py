"""The month worked out from the ledger: `make.make_month`."""
