"""Files in: reports and tables, one module per format, one registry."""
