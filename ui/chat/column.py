"""How wide the column of text is (pure)."""

from __future__ import annotations

# In heights of a line: about 80 Latin or 45 Japanese letters, which is what reads well.
COLUMN_LINE_HEIGHTS = 37

# What text and composer keep free of the page's edge in any width: a scroll bar has its place there, so that nothing moves for it.
EDGE_PX = 20


def side_margin_px(page_width_px: int, line_height_px: int) -> int:
    """What is left free at each side of a page, so that its lines stay readable."""
    return max((page_width_px - line_height_px * COLUMN_LINE_HEIGHTS) // 2, 0)
