"""What a question over documents asks for, and where it says to look."""
