"""Records what callers of a log asked and were told, and checks that a log could have said so."""
