"""Timers and alarms: set, changed, listed, ended, and rung."""
