"""Where something is on a page."""

Box = tuple[float, float, float, float]
