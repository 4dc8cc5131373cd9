"""The keys of the window: which command has which, and the sheet on which they are changed."""
