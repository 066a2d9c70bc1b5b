"""The results of an audit as a workbook (.xlsx)."""
