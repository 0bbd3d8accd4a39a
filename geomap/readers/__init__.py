"""Files to reports and tables: one file per format, one registry (`intake`), one error per bad file or line.

for report in read_reports(["reports/", "-"], reject=print):
    ...
"""

from geomap.readers.intake import Source, expand, from_text, is_table, read_reports

__all__ = ["Source", "expand", "from_text", "is_table", "read_reports"]
