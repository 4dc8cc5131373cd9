"""Skills that the user wrote: files of Python, read without being run, allowed by hand, and run in a process of their own."""
