"""The words everything else is written in: periods, rules, tables, findings. No I/O, no clock."""
