"""Tools of other programs on this machine, over the Model Context Protocol: added, allowed one by one, and called after asking."""
