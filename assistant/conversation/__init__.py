"""One turn, typed or spoken."""
