"""The style of rich text inside messages, from the palette."""

from __future__ import annotations

from PySide6.QtGui import QPalette


def document_style(palette: QPalette) -> str:
    """CSS in the subset that Qt's documents know."""

    def colour(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    role = QPalette.ColorRole
    code, line, muted = colour(role.AlternateBase), colour(role.Mid), colour(role.PlaceholderText)
    return f"""
p, li {{ line-height: 148%; }}
p {{ margin-top: 0; margin-bottom: 9px; }}
p.formula {{ line-height: 100%; margin: 0 0 0 24px; }}
h1 {{ font-size: x-large; font-weight: 600; margin: 14px 0 7px 0; }}
h2 {{ font-size: large; font-weight: 600; margin: 14px 0 7px 0; }}
h3, h4, h5, h6 {{ font-size: medium; font-weight: 600; margin: 10px 0 5px 0; }}
ul, ol {{ margin-top: 0; margin-bottom: 9px; }}
li {{ margin-bottom: 3px; }}
code {{ font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; background-color: {code}; }}
pre {{ font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; margin: 0; }}
a {{ color: {colour(role.Link)}; text-decoration: none; }}
.mark {{ font-size: small; font-weight: 600; }}
.unsupported {{ color: {muted}; text-decoration: underline; }}
table {{ border-color: {line}; border-style: solid; border-collapse: collapse; margin: 2px 0 0 0; }}
th {{ background-color: {code}; font-weight: 600; padding: 5px 10px; border-color: {line}; }}
td {{ padding: 5px 10px; border-color: {line}; }}
.short {{ white-space: nowrap; }}
table.quote, table.rule {{ border-style: none; margin: 4px 0 11px 0; }}
td.quote {{ color: {muted}; padding: 2px 0 0 12px; border-style: none; border-left: 3px solid {line}; }}
td.leftwards {{ padding: 2px 12px 0 0; border-left-style: none; border-right: 3px solid {line}; }}
td.rule {{ padding: 0; border-style: none; border-top: 1px solid {line}; font-size: 1px; }}
"""
