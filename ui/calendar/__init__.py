"""The calendar as a page: days and weeks, and events edited by hand."""
