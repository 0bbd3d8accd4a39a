"""Event tables: UCDP GED, ACLED, GDELT, VIINA, tables of control, or any table with place and date columns.

table = read_table(path, reject=print)        # a frame of text, all columns and rows kept
roles = recognise(table.frame)                # which columns say what
dated = date_columns(table.frame, roles)      # days and precision
"""

from geomap.readers.tables.kinds import Roles, recognise
from geomap.readers.tables.load import Table, read_table

__all__ = ["Roles", "Table", "read_table", "recognise"]
