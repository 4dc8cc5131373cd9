"""Lights and switches of a Home Assistant on the local network, when the user has connected one."""
