"""Scripted fakes of the native parts, for tests of programs that use Sotto."""
