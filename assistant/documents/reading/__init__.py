"""What is in a file: its pages, read in a process of their own with limits of memory and time."""
