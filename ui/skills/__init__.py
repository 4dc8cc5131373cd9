"""What skills did, and what they keep running: chips with an undo, and the strip of timers."""
