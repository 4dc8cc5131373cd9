"""A grammar that holds a model to one SELECT over one known table (pure).

GBNF is llama.cpp's notation: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md. What the grammar lets through
is still run under the limits of ``sql_run``.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.tables.column_typing import TableColumn
from assistant.documents.tables.table_store import quoted

_RULES = r"""
root ::= "SELECT " ("DISTINCT ")? item (", " item){0,5} " FROM " table where? group? order? limit?
item ::= expression (" AS " alias)?
expression ::= aggregate | dated | column | share
aggregate ::= "count(*)" | "count(DISTINCT " key ")" | rounded | function
rounded ::= "round(" function ", " [0-6] ")"
function ::= ("sum" | "avg" | "min" | "max" | "median") "(" sum ")" (" " [-+*/] " " ("sum" | "avg" | "min" | "max") "(" sum ")")?
sum ::= column (" " [-+*/] " " term)?
term ::= column | number
share ::= "100.0 * sum(CASE WHEN " conditions " THEN 1 ELSE 0 END) / count(*)"
key ::= dated | column
dated ::= "strftime('" ("%Y" | "%Y-%m" | "%m" | "%w" | "%H") "', " column ")"
alias ::= "\"" [a-z_]{1,30} "\""
where ::= " WHERE " conditions
conditions ::= condition ((" AND " | " OR ") condition){0,4}
condition ::= "(" plain (" OR " plain){1,3} ")" | plain
plain ::= key compare value | column (" NOT")? " LIKE " text | key (" NOT")? " IN (" value (", " value){0,9} ")" | within | other
within ::= column " BETWEEN " value " AND " value | column " IS" (" NOT")? " NULL"
other ::= column compare "(SELECT " function " FROM " table where? ")" | column compare column
compare ::= " = " | " <> " | " < " | " <= " | " > " | " >= "
value ::= text | number
text ::= "'" ([^'\n] | "''"){0,60} "'"
number ::= "-"? [0-9]{1,12} ("." [0-9]{1,6})?
group ::= " GROUP BY " key (", " key)? (" HAVING " aggregate compare number)?
order ::= " ORDER BY " (aggregate | key) (" DESC" | " ASC")?
limit ::= " LIMIT " [1-9] [0-9]{0,2}
"""


def select_grammar(table: str, columns: Sequence[TableColumn]) -> str:
    """The grammar of statements over a table under its name, with its columns and no others."""
    names = " | ".join(_literal(quoted(column.name)) for column in columns)
    return f"{_RULES.strip()}\ntable ::= {_literal(quoted(table))}\ncolumn ::= {names}\n"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"'
