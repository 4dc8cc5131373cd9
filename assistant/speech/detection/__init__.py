"""What is in the sound without its words: speech, the end of a turn, the wake word."""
