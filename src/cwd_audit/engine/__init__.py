"""Pure and columnar: tables in, tables out, no I/O and no clock. Writes the ledger of obligations and reads it."""
