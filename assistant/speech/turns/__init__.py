"""Who speaks when: the parts of the pure machine in ``speech/turn_taking.py`` and what words and pauses say to it."""
