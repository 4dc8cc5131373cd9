"""What the window tells about the program itself."""
